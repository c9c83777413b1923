package budget

import (
	"errors"
	"fmt"
	"strconv"

	"github.com/stalcfg/stalcfg/internal/host"
)

// Workload is what the users of a server do. Sizes are bytes.
type Workload struct {
	Users           uint64
	Devices         float64 // IMAP sessions of a connected user
	MailboxMessages uint64  // in an average account
	LargestMailbox  uint64  // messages in the largest account
	Inbox           uint64  // messages in the folder a session has open
	MailsPerDay     float64 // received and sent by a user
	MessageSize     uint64
	ConnectedShare  float64 // of the users at the peak
	ActiveShare     float64 // of the accounts in a day
	BlockShare      float64 // of RocksDB's block caches that is in use
	Uptime          float64 // days since the last start
	Origin          string  // where the number of users comes from
}

// shares are the connected and active parts of users, and the part of the block
// caches their data fills, at six sizes from small offices to providers (E);
// between them the values are interpolated.
var shares = [...]share{
	{10, 1, 1, .07}, {50, .8, 1, .12}, {500, .5, .8, .32}, {2000, .4, .7, .46}, {10000, .3, .6, .72}, {50000, .2, .4, .95},
}

type share struct{ users, connected, active, blocks float64 }

// sharesOf interpolates.
func sharesOf(users float64) share {
	if users <= shares[0].users {
		return shares[0]
	}
	for i := 1; i < len(shares); i++ {
		if a, b := &shares[i-1], &shares[i]; users <= b.users {
			t := (users - a.users) / (b.users - a.users)
			return share{users, a.connected + t*(b.connected-a.connected), a.active + t*(b.active-a.active), a.blocks + t*(b.blocks-a.blocks)}
		}
	}
	return shares[len(shares)-1]
}

// ForUsers gives the usual workload of that many users.
func ForUsers(users uint64) Workload {
	w := Workload{
		Users: users, Devices: 3, MailboxMessages: 5000, LargestMailbox: 100_000, Inbox: 1500,
		MailsPerDay: 60, MessageSize: 75 * KiB, Uptime: 30,
	}
	if users >= 2000 {
		w.LargestMailbox = 200_000
	}
	s := sharesOf(float64(users))
	w.ConnectedShare, w.ActiveShare, w.BlockShare = s.connected, s.active, s.blocks
	return w
}

// ForHost guesses the users a host is meant for: ten for each GiB, as the
// vendor's smallest figure has it, more on larger machines.
func ForHost(f host.Facts) Workload {
	gib := float64(f.RAM.Value) / GiB
	users := uint64(10)
	if f.RAM.Known() {
		switch {
		case gib <= 2:
			users = max(uint64(gib*10), 5)
		default:
			users = uint64(20 + (gib-2)*60)
		}
	}
	w := ForUsers(users)
	w.Origin = "guessed from the host"
	return w
}

// WithUsers is the same workload with another number of users: what follows from
// the number follows, what was declared besides stays.
func (w Workload) WithUsers(users uint64) Workload {
	was, now := ForUsers(w.Users), ForUsers(users)
	same := w
	same.Users, same.ConnectedShare, same.ActiveShare = users, now.ConnectedShare, now.ActiveShare
	if w.LargestMailbox == was.LargestMailbox {
		same.LargestMailbox = now.LargestMailbox
	}
	return same
}

// Sessions are the connections the workload keeps open at its peak.
func (w Workload) Sessions() (imap, http, websocket float64) {
	connected := float64(w.Users) * w.ConnectedShare
	return connected * w.Devices, connected / 2, connected * 0.05
}

// SMTPSessions are the inbound SMTP sessions open at the peak: each lasts about
// eight seconds.
func (w Workload) SMTPSessions() float64 { return 8 * w.PeakMails() }

// PeakMails is the number of messages a second in the busiest hour, which has
// 15 % of the day.
func (w Workload) PeakMails() float64 { return float64(w.Users) * w.MailsPerDay * 0.15 / 3600 }

// Set changes one number by its name in flags and .stalcfg.toml.
func (w *Workload) Set(name, text string) error {
	var err error
	switch name {
	case "users":
		var n uint64
		if n, err = strconv.ParseUint(text, 10, 40); err == nil {
			if n == 0 {
				err = errors.New("it must be above zero")
			} else {
				*w = ForUsers(n)
				w.Origin = "declared"
			}
		}
	case "devices":
		w.Devices, err = strconv.ParseFloat(text, 64)
	case "messages":
		w.MailboxMessages, err = strconv.ParseUint(text, 10, 40)
	case "largest-mailbox":
		w.LargestMailbox, err = strconv.ParseUint(text, 10, 40)
	case "mails-per-day":
		w.MailsPerDay, err = strconv.ParseFloat(text, 64)
	case "message-size":
		w.MessageSize, err = host.ParseSize(text)
	default:
		return fmt.Errorf("unknown workload number %q (use users, devices, messages, largest-mailbox, mails-per-day or message-size)", name)
	}
	if err == nil && (w.Devices < 0 || w.MailsPerDay < 0) {
		err = errors.New("it may not be negative")
	}
	var number *strconv.NumError
	if errors.As(err, &number) {
		err = errors.New("a number is expected")
		if name != "devices" && name != "mails-per-day" {
			err = errors.New("a whole number is expected")
		}
	}
	if err != nil {
		return fmt.Errorf("%s = %q: %w", name, text, err)
	}
	return nil
}

// String says what the workload is.
func (w Workload) String() string {
	imap, http, _ := w.Sessions()
	return fmt.Sprintf("%d users (%s): %.0f IMAP and %.0f HTTP sessions at the peak, %.2f messages/s, %d messages in a mailbox, %d in the largest",
		w.Users, w.Origin, imap, http, w.PeakMails(), w.MailboxMessages, w.LargestMailbox)
}
