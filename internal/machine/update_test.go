package machine

import _ "github.com/stalcfg/stalcfg/internal/golden" // the -update flag
