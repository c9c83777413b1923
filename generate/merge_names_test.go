package generate_test

import (
	"slices"
	"testing"

	"github.com/stalcfg/stalcfg/generate"
)

// TestStoreInUseStays changes the data store of the inputs while the file, whose
// mark has lost some entries, keeps the one it names: that one must stay as well.
func TestStoreInUseStays(t *testing.T) {
	by := func(kind string) *generate.Plan {
		i := slices.IndexFunc(somePlans(), func(p *generate.Plan) bool { return p.Inputs.Data.Kind == kind })
		if i < 0 {
			t.Fatalf("no plan has %s", kind)
		}
		return somePlans()[i]
	}
	data, err := generate.Render(by(generate.RocksDB), generate.RenderOptions{})
	if err != nil {
		t.Fatal(err)
	}
	p := by(generate.PostgreSQL)
	m := merge(t, p, generate.Unmarked(t, data, "storage.data", "storage.blob", "storage.fts", "storage.lookup", "storage.directory"), generate.MergeOptions{})
	keys := parse(m.Data).Keys()
	if keys["storage.data"] != "rocksdb" || keys["store.rocksdb.type"] != "rocksdb" {
		t.Errorf("storage.data is %q and store.rocksdb.type %q: %v", keys["storage.data"], keys["store.rocksdb.type"], m.Differences)
	}
	if again := merge(t, p, m.Data, generate.MergeOptions{}); string(again.Data) != string(m.Data) {
		t.Errorf("a second merge changes more: %v", changes(again))
	}
	forced := parse(merge(t, p, m.Data, generate.MergeOptions{Force: true}).Data).Keys()
	if forced["storage.data"] != "postgresql" || forced["store.rocksdb.type"] != "" {
		t.Errorf("forced, storage.data is %q and store.rocksdb.type %q", forced["storage.data"], forced["store.rocksdb.type"])
	}
}
