package xxh3

import (
	"encoding/binary"
	"math/bits"
)

// Most is the length of the longest text that Sum64 takes.
const Most = 128

const (
	prime64x1 = 0x9E3779B185EBCA87
	prime64x2 = 0xC2B2AE3D27D4EB4F
	prime64x3 = 0x165667B19E3779F9
	primeMx1  = 0x165667919E3779F9
	primeMx2  = 0x9FB21C651E98DF25
)

// secret is the part of the default secret that short texts are mixed with.
const secret = "\xb8\xfe\x6c\x39\x23\xa4\x4b\xbe\x7c\x01\x81\x2c\xf7\x21\xad\x1c" +
	"\xde\xd4\x6d\xe9\x83\x90\x97\xdb\x72\x40\xa4\xa4\xb7\xb3\x67\x1f" +
	"\xcb\x79\xe6\x4e\xcc\xc0\xe5\x78\x82\x5a\xd0\x7d\xcc\xff\x72\x21" +
	"\xb8\x08\x46\x74\xf7\x43\x24\x8e\xe0\x35\x90\xe6\x81\x3a\x26\x4c" +
	"\x3c\x28\x52\xbb\x91\xc3\x00\xcb\x88\xd0\x65\x8b\x1b\x53\x2e\xa3" +
	"\x71\x64\x48\x97\xa2\x0d\xf9\x4e\x38\x19\xef\x46\xa9\xde\xac\xd8" +
	"\xa8\xfa\x76\x3f\xe3\x9c\x34\x3f\xf9\xdc\xbb\xc7\xc7\x0b\x4f\x1d" +
	"\x8a\x51\xe0\x4b\xcd\xb4\x59\x31\xc8\x9f\x7e\xc9\xd9\x78\x73\x64"

// Sum64 is the hash of 1 to Most bytes with a seed; ok is false for other lengths.
func Sum64(text string, seed uint64) (h uint64, ok bool) {
	switch n := len(text); {
	case n == 0 || n > Most:
		return 0, false
	case n <= 3:
		return upTo3(text, seed), true
	case n <= 8:
		return upTo8(text, seed), true
	case n <= 16:
		return upTo16(text, seed), true
	}
	return upTo128(text, seed), true
}

func u32(s string) uint64 { return uint64(binary.LittleEndian.Uint32([]byte(s[:4]))) }
func u64(s string) uint64 { return binary.LittleEndian.Uint64([]byte(s[:8])) }

func upTo3(s string, seed uint64) uint64 {
	n := len(s)
	h := uint64(s[0])<<16 | uint64(s[n>>1])<<24 | uint64(s[n-1]) | uint64(n)<<8
	h ^= (u32(secret) ^ u32(secret[4:])) + seed
	h = (h ^ h>>33) * prime64x2
	h = (h ^ h>>29) * prime64x3
	return h ^ h>>32
}

func upTo8(s string, seed uint64) uint64 {
	n := uint64(len(s))
	seed ^= uint64(bits.ReverseBytes32(uint32(seed&0xffffffff))) << 32
	h := u32(s[n-4:]) + u32(s)<<32
	h ^= (u64(secret[8:]) ^ u64(secret[16:])) - seed
	h ^= bits.RotateLeft64(h, 49) ^ bits.RotateLeft64(h, 24)
	h *= primeMx2
	h ^= h>>35 + n
	h *= primeMx2
	return h ^ h>>28
}

func upTo16(s string, seed uint64) uint64 {
	lo := u64(s) ^ ((u64(secret[24:]) ^ u64(secret[32:])) + seed)
	hi := u64(s[len(s)-8:]) ^ ((u64(secret[40:]) ^ u64(secret[48:])) - seed)
	return avalanche(uint64(len(s)) + bits.ReverseBytes64(lo) + hi + fold(lo, hi))
}

// upTo128 mixes pairs of 16 bytes from both ends.
func upTo128(s string, seed uint64) uint64 {
	n := len(s)
	h := uint64(n) * prime64x1
	for i := (n - 1) / 32; i >= 0; i-- {
		h += mix(s[16*i:], secret[32*i:], seed) + mix(s[n-16*(i+1):], secret[32*i+16:], seed)
	}
	return avalanche(h)
}

func mix(s, secret string, seed uint64) uint64 {
	return fold(u64(s)^(u64(secret)+seed), u64(s[8:])^(u64(secret[8:])-seed))
}

func fold(a, b uint64) uint64 {
	hi, lo := bits.Mul64(a, b)
	return hi ^ lo
}

func avalanche(h uint64) uint64 {
	h = (h ^ h>>37) * primeMx1
	return h ^ h>>32
}
