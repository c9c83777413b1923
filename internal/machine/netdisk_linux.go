package machine

import "syscall"

// fileSystem reports whether a path is on NFS, SMB or a similar file system,
// and how many bytes are free there, 0 when that is not known.
func fileSystem(path string) (network bool, free uint64) {
	var st syscall.Statfs_t
	if syscall.Statfs(path, &st) != nil {
		return false, 0
	}
	switch uint32(st.Type) {
	case 0x6969, 0xff534d42, 0xfe534d42, 0x517b, 0x01021997: // NFS, CIFS, SMB2, SMB, 9P
		network = true
	}
	return network, st.Bavail * uint64(st.Bsize)
}
