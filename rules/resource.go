package rules

// resourceRules are the rules about what the host can carry, SC6xxx, ordered by
// code.
var resourceRules = []*Rule{
	MemoryBudget, ConnIdleMemory, DescriptorsVsNofile, AllocatorSmallHost, ASNSmallHost, CacheHTTPAuthInert,
	CacheMessageDemand, CacheToken, ConnLimitPerListener, ConnZero, CPUUndersized, DavFileVsRequest,
	HTTPConcurrencyDav, HTTPLookupRAM, IMAPCapVsListener, IMAPConcurrencyLow, IMAPConcurrencyUnlimited,
	IMAPRateInert, IMAPRequestRAM, IMAPTimeouts, JMAPQuotaVsSize, JMAPRequestOverUpload, JMAPUploadRAM,
	CacheCapacityHint, CacheShardTooSmall, CacheShare, RocksDBSmallHost, RocksDBWriteBuffer, MySQLPacket, PoolSmall,
	PoolMinAboveMax, ThreadsOverCores, ProxyHeaderUncounted, QueueThreadsTooHigh, SessionsOverWatermark, SizeZero,
	SMTPSizeRAM, SMTPSlotHold, SMTPTransferVsSize, SQLitePool, SQLiteScale, RocksDBIndex, WorkersFloor,
	ThreadPoolInert, TokioSingleWorker, BacklogVsSomaxconn, DirectoryPool, FTSBatchRAM, FTSSingleWorker,
	HTTPIdleUnbounded, JMAPRequestVsUpload, JMAPResponseRAM, LookupOnBusyStore, ContainerLimit, NoUnitLimit,
	PoolDefaultFromCores, PoolExceedsDatabase, SMTPNoIPLimit, RocksDBLogs, TLSHandshakeUnbounded, WebSocketsUncounted,
	IMAPTokenAmplification, MessagesTimesConnections, PoolZero,
}
