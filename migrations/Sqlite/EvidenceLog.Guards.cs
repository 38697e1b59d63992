using System.Linq;
using Microsoft.EntityFrameworkCore.Migrations;

namespace DataBlackHole.Migrations.Sqlite
{
    /// <summary>
    /// Triggers by which the database itself refuses to change the log. Part of a migration: never edited, only followed by another one.
    /// A later migration that rebuilds one of these tables must create its triggers anew.
    /// </summary>
    public partial class EvidenceLog
    {
        private static readonly (string Table, string[] Keys)[] Guarded =
        [
            ("curated_entries", ["id", "entry_key digest"]),
            ("rereadings", ["measurement_id"]),
            ("log_leaves", ["leaf_index", "kind subject looks"]),
            ("log_nodes", ["node_level node_index"]),
            ("log_keys", ["key_id"]),
            ("log_checkpoints", ["size"]),
            ("log_stamps", ["id", "size authority"]),
        ];

        private static void CreateGuards(MigrationBuilder migrationBuilder)
        {
            foreach (var (table, keys) in Guarded)
            {
                Refuse(migrationBuilder, table, "update", "update", "1");
                Refuse(migrationBuilder, table, "delete", "delete", "1");
                // INSERT OR REPLACE deletes the row in its way without asking the delete trigger.
                var taken = keys.Select(key => $"EXISTS (SELECT 1 FROM {table} t WHERE {string.Join(" AND ", key.Split(' ').Select(c => $"t.{c} = NEW.{c}"))})");
                Refuse(migrationBuilder, table, "replace", "insert", string.Join(" OR ", taken));
            }
            Refuse(migrationBuilder, "log_leaf_queue", "update", "update", "1");
            // A leaf leaves the queue only for its place in the log.
            Refuse(migrationBuilder, "log_leaf_queue", "delete", "delete",
                "NOT EXISTS (SELECT 1 FROM log_leaves l WHERE l.kind = OLD.kind AND l.subject = OLD.subject AND l.looks = OLD.looks AND l.hash = OLD.hash)");
            Refuse(migrationBuilder, "log_leaf_queue", "replace", "insert",
                "EXISTS (SELECT 1 FROM log_leaf_queue t WHERE t.id = NEW.id OR (t.kind = NEW.kind AND t.subject = NEW.subject AND t.looks = NEW.looks))");
        }

        private static void Refuse(MigrationBuilder migrationBuilder, string table, string name, string operation, string when) => migrationBuilder.Sql($"""
            CREATE TRIGGER {table}_refuse_{name} BEFORE {operation.ToUpperInvariant()} ON {table} WHEN {when}
            BEGIN
                SELECT RAISE(ABORT, '{table} is history: {operation} refused');
            END
            """);
    }
}
