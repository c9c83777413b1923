package schema

import (
	"strings"
	"testing"
)

func TestPerNode(t *testing.T) {
	for key, want := range map[string]bool{
		"cluster.node-id": true, "server.hostname": true, "server.listener.smtp.bind.0001": true, "server.listener.smtp.bind": true,
		"certificate.default.cert": true, "store.rocksdb.path": true, "store.pg.pool.max-connections": true, "tracer.log.level": true,
		"queue.connection.a.source-ips.0000": true, "cache.message.size": true, "server.listener.a.socket.backlog": true,
		"store.my.own.path": true, // an id may hold dots

		"store.pg.host": false, "storage.data": false, "cluster.coordinator": false, "cluster.roles.purge.stores.0000": false,
		"server.listener.smtp.protocol": false, "server.listener.smtp.tls.implicit": false, "report.domain": false, "directory.ldap.url": false,
		"oauth.key": false, "cache": false, "metrics.history.enable": false, "no.such.setting": false, "": false,
	} {
		if why, ok := PerNode(key); ok != want || ok != (why != "") {
			t.Errorf("%s: %v (%s), want %v", key, ok, why, want)
		}
	}
}

// TestPerNodePatterns finds entries of the list that fit no setting the server
// reads.
func TestPerNodePatterns(t *testing.T) {
	for _, p := range perNode {
		fits := false
		for i := range keys {
			k := &keys[i]
			fits = fits || k.Status == Live && (k.Pattern == p.pattern || matchesPattern(strings.ReplaceAll(k.Pattern, "*", "x"), p.pattern))
		}
		if !fits {
			t.Errorf("%s fits no setting", p.pattern)
		}
	}
}
