package main

// inOrder computes n results with a number of workers and hands them over in
// order. No more than a few results per worker are kept at a time.
func inOrder[T any](n, workers int, work func(int) T, take func(int, T) error) error {
	if n == 1 || workers <= 1 {
		for i := 0; i < n; i++ {
			if err := take(i, work(i)); err != nil {
				return err
			}
		}
		return nil
	}
	type slot chan T
	slots := make(chan slot, workers*8) // bounds how far work runs ahead
	type job struct {
		i   int
		out slot
	}
	queue, stop := make(chan job), make(chan struct{})
	defer close(stop)
	for w := 0; w < min(workers, n); w++ {
		go func() {
			for j := range queue {
				j.out <- work(j.i)
			}
		}()
	}
	go func() {
		defer close(slots)
		defer close(queue)
		for i := 0; i < n; i++ {
			out := make(slot, 1)
			select {
			case slots <- out:
			case <-stop:
				return
			}
			select {
			case queue <- job{i, out}:
			case <-stop:
				return
			}
		}
	}()
	i := 0
	for out := range slots {
		if err := take(i, <-out); err != nil {
			return err
		}
		i++
	}
	return nil
}
