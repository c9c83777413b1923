package budget

// Class tells how far a constant can be trusted.
type Class uint8

// The classes of constants.
const (
	Source   Class = iota // read in the source of Stalwart or of a library it pins
	Measured              // measured on a stand-in with the same options
	Vendor                // said by the vendor's documentation
	Estimate              // to be calibrated on a running server
)

// String is the word used in documents.
func (c Class) String() string { return [...]string{"source", "measured", "vendor", "estimate"}[c] }

// Sizes in bytes.
const (
	KiB = 1 << 10
	MiB = 1 << 20
	GiB = 1 << 30
)

// Constant is one number of the model, or a fact in words.
type Constant struct {
	Name      string
	Value     float64
	Text      string // the fact where it is no number
	Unit      string
	Class     Class
	Evidence  string  // file:line under crates/ at v0.15.5 unless a library is named
	Low, High float64 // what a measurement may still find, both 0 where nothing was said
	Seen      string  // what a running server showed, see "How far it was checked" in docs/resource-model.md
}

// Indices of the constants that rows and rules are calculated from.
const (
	cBase = iota
	cHeapSlack
	cStoreSlack
	cThread
	cListenerLimit
	cNofile
	cIMAP
	cIMAPSlot
	cPOP3
	cPOP3Message
	cSieve
	cSMTP
	cHTTP
	cWebSocket
	cKernelSocket
	cKAccept
	cKLocal
	cKRemote
	cKHTTP
	cKAppend
	cKToken
	cDNSFactor
	cDavRest
	cAccountCache
	cMessage
	cFolder
	cMessageItem
	cDavItem
	cTokenItem
	cAuthItem
	cRoleItem
	cShardItems
	cAdmit
	cRocksOpen
	cRocksFamily
	cRocksBlockCache
	cRocksFamilies
	cRocksIndex
	cRocksFiles
	cRocksSST
	cRocksBlobFile
	cSSTPerMessage
	cMemtablePerMessage
	cFlush
	cSQLite
	cSQLConn
	cSQLBase
	cSpamWeight
	cSpamTraining
	cASN
	cHandshake
	cInbound
	cOutbound
	cIMAPCommand
	cHTTPRequest
	cHash
	cCPUFactor
	cCPUTarget
	cSpan
	cMessageLimit
	cQueueThreads
	cUploadLimit
	cDavLimit
	cIMAPRequest
	cDirectoryPool
	cDirectoryCache
	cRedisPool
	cTokenBytes
	cSizeMessage
	cSizeAccessToken
	cSizeHTTPAuth
	cSizePermission
	cSizeFiles
	cSizeEvents
	cSizeContacts
	cSizeScheduling
	cSizeDNSTxt
	cSizeDNSMx
	cSizeDNSPtr
	cSizeDNSIpv4
	cSizeDNSIpv6
	cSizeDNSTlsa
	cSizeDNSMtaSts
	cSizeDNSRbl
	cClientFiles
	cOne
	cHookAnswer
	cListEntry
	cListEntries
	cListEntrySize
	cListSize
	cBlockedAddress
	cReservoir
	cSample
	cASNDownload
	cSieveVariable
	cBlobStored
	cSQLiteBase
)

// Constants gives the table, for documents and tests.
func Constants() []Constant { return constants[:] }

func c(i int) float64 { return constants[i].Value }
