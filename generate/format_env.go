package generate

// env writes the variables that the service needs, as EnvironmentFile= of
// systemd and env_file of containers read them. Those that hold secrets are left
// for the operator to fill in.
func (w *lines) env(p *Plan) {
	w.note(0, "Environment of the Stalwart service. Fill in what is empty; keep the file readable for root alone.")
	for _, v := range p.Unit.Environment {
		w.note(0, v.Why)
		w.put(0, v.Name, "=", v.Value)
	}
}
