package semdiff_test

import _ "github.com/stalcfg/stalcfg/internal/golden" // the -update flag
