using System.Linq;
using Microsoft.EntityFrameworkCore.Migrations;

namespace DataBlackHole.Migrations.Sqlite
{
    /// <summary>
    /// Triggers by which the database itself refuses to change history. Part of a migration: never edited, only followed by another one.
    /// A later migration that rebuilds one of these tables must create its triggers anew.
    /// </summary>
    public partial class InitialCreate
    {
        private static readonly string[] MeasurementColumns =
        [
            "id", "source_key", "vantage", "origin", "method", "url", "request_body", "address", "status", "failure_kind",
            "failure_operation", "failure_detail", "redirects", "headers", "body_digest", "body_length", "facts_digest",
            "catalogue_hash", "duration_ms", "first_at",
        ];

        private static void CreateGuards(MigrationBuilder migrationBuilder)
        {
            foreach (var (table, key) in new[] { ("catalogues", "hash"), ("bodies", "digest"), ("observations", "id"), ("flips", "id") })
            {
                Refuse(migrationBuilder, table, "update", "1");
                Refuse(migrationBuilder, table, "delete", "1");
                // INSERT OR REPLACE deletes the row in its way without asking the delete trigger.
                Refuse(migrationBuilder, table, "insert", $"EXISTS (SELECT 1 FROM {table} WHERE {key} = NEW.{key})", "replace");
            }
            Refuse(migrationBuilder, "flips", "insert",
                "EXISTS (SELECT 1 FROM flips f WHERE f.series_key = NEW.series_key AND f.axis = NEW.axis AND f.period = NEW.period"
                + " AND f.at = NEW.at AND f.from_status = NEW.from_status AND f.to_status = NEW.to_status)", "repeat");
            Refuse(migrationBuilder, "measurements", "delete", "1");
            Refuse(migrationBuilder, "measurements", "insert", "EXISTS (SELECT 1 FROM measurements WHERE id = NEW.id)", "replace");
            Refuse(migrationBuilder, "measurements", "update", $"NOT ({RunGrows()})");
        }

        /// <summary>The latest run of an address may take in later looks; its first looks and everything else stay as they are.</summary>
        private static string RunGrows() => string.Join(" AND ", MeasurementColumns.Select(column => $"NEW.{column} IS OLD.{column}")) + """
             AND typeof(NEW.last_at) = 'text' AND NEW.last_at GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9] *' AND NEW.last_at > OLD.last_at
             AND typeof(NEW.looks) = 'integer' AND NEW.looks > OLD.looks
             AND typeof(NEW.times) = 'blob' AND length(NEW.times) > length(OLD.times)
             AND substr(NEW.times, 1, length(OLD.times)) IS OLD.times
             AND NOT EXISTS (SELECT 1 FROM measurements m WHERE m.address = OLD.address
                 AND (m.last_at > OLD.last_at OR (m.last_at = OLD.last_at AND m.id > OLD.id)))
            """;

        private static void Refuse(MigrationBuilder migrationBuilder, string table, string operation, string when, string name = "")
        {
            var trigger = $"{table}_refuse_{(name.Length == 0 ? operation : name)}";
            migrationBuilder.Sql($"""
                CREATE TRIGGER {trigger} BEFORE {operation.ToUpperInvariant()} ON {table} WHEN {when}
                BEGIN
                    SELECT RAISE(ABORT, '{table} is history: {operation} refused');
                END
                """);
        }
    }
}
