package xxh3_test

import (
	"testing"

	_ "github.com/stalcfg/stalcfg/internal/golden" // the -update flag
	"github.com/stalcfg/stalcfg/internal/xxh3"
)

// recorded are hashes that xxhash-rust 0.8.15 gives with the seed 191179 for a text
// with a byte 0xff behind it, as Rust hashes texts.
var recorded = map[string]uint64{
	"":                     0xf1dc32dcd157f88a,
	"a":                    0x8beeed5a365a27a3,
	"ab":                   0xc8d7433df9413c9,
	"abc":                  0x379359cb87937a87,
	"abcd":                 0x421676d93b9f6dfa,
	"node-1":               0xfb95fe00412fa9a6,
	"node-2":               0xf0e2d5d9499b62e9,
	"letsencrypt":          0x3aa571643cc3bb9e,
	"authority":            0xeeb16a5518d10ff9,
	"node-mx1_example_org": 0xde856a3fe8b5eddd,
	"a-rather-long-name-of-a-provider-of-certificates": 0x1076737dfe5c3465,
	"é":                                 0x8acfdbe80c48372,
	"xyz01":                             0xf757cb55b915101b,
	"xyz012":                            0x3680e2acb0fce5b8,
	"xyz0123":                           0xbe6245ca4a7197ad,
	"xyz01234":                          0xdc05888a0acf2a3,
	"xyz012345":                         0x2acd1db8a63e0cb2,
	"xyz0123456789-":                    0xd6d74e32b138445c,
	"xyz0123456789-x":                   0x84aa7038afdd33d,
	"xyz0123456789-xy":                  0x935adbac6c5dea82,
	"xyz0123456789-xyz":                 0x690037d67783ac59,
	"xyz0123456789-xyz0123456789-xy":    0x4ba7e66c3dace422,
	"xyz0123456789-xyz0123456789-xyz":   0x542ba47f5f236309,
	"xyz0123456789-xyz0123456789-xyz0":  0x2302f8c318ce394b,
	"xyz0123456789-xyz0123456789-xyz01": 0x1b29b6566fcf6d9,
	"xyz0123456789-xyz0123456789-xyz0123456789-xyz0123456789-xyz012":                                                                   0x6417334c8446c5f6,
	"xyz0123456789-xyz0123456789-xyz0123456789-xyz0123456789-xyz0123":                                                                  0x58b9f3c652130418,
	"xyz0123456789-xyz0123456789-xyz0123456789-xyz0123456789-xyz01234":                                                                 0xea5e6fb7da4565e4,
	"xyz0123456789-xyz0123456789-xyz0123456789-xyz0123456789-xyz012345":                                                                0x3b94ea3aef53fce1,
	"xyz0123456789-xyz0123456789-xyz0123456789-xyz0123456789-xyz0123456789-xyz0123456789-xyz0123456":                                   0x9dbed0aebb4a3de8,
	"xyz0123456789-xyz0123456789-xyz0123456789-xyz0123456789-xyz0123456789-xyz0123456789-xyz01234567":                                  0xb7f5707f652afb0f,
	"xyz0123456789-xyz0123456789-xyz0123456789-xyz0123456789-xyz0123456789-xyz0123456789-xyz012345678":                                 0xfbb71f01a3f4eff0,
	"xyz0123456789-xyz0123456789-xyz0123456789-xyz0123456789-xyz0123456789-xyz0123456789-xyz0123456789":                                0x8b036aef651c4d7a,
	"xyz0123456789-xyz0123456789-xyz0123456789-xyz0123456789-xyz0123456789-xyz0123456789-xyz0123456789-xyz0123456789-xyz01234":         0x8257da49f96d0c03,
	"xyz0123456789-xyz0123456789-xyz0123456789-xyz0123456789-xyz0123456789-xyz0123456789-xyz0123456789-xyz0123456789-xyz0123456789-":   0x62fd30276ace71b6,
	"xyz0123456789-xyz0123456789-xyz0123456789-xyz0123456789-xyz0123456789-xyz0123456789-xyz0123456789-xyz0123456789-xyz0123456789-x":  0xa0cb143c1fc48f3f,
	"xyz0123456789-xyz0123456789-xyz0123456789-xyz0123456789-xyz0123456789-xyz0123456789-xyz0123456789-xyz0123456789-xyz0123456789-xy": 0x52f024151dbfb148,
}

func TestSum64(t *testing.T) {
	for text, want := range recorded {
		got, ok := xxh3.Sum64(text+"\xff", 191179)
		if fits := len(text) < xxh3.Most; ok != fits || ok && got != want {
			t.Errorf("%q: %#x, %v; want %#x, %v", text, got, ok, want, fits)
		}
	}
	if _, ok := xxh3.Sum64("", 0); ok {
		t.Error("a hash of nothing")
	}
}
