using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace DataBlackHole.Migrations.Postgres
{
    /// <summary>
    /// Rows that change with every look leave dead ones behind. Where no index names what changes, room on the page lets the next change take
    /// their place (HOT); the open runs stand in indexes by their last look, and are cleaned up long before a fifth of the table is dead.
    /// </summary>
    public partial class VacuumFriendly : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("ALTER TABLE source_states SET (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.05, autovacuum_vacuum_threshold = 500)");
            migrationBuilder.Sql("ALTER TABLE series_states SET (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.05, autovacuum_vacuum_threshold = 500)");
            migrationBuilder.Sql("ALTER TABLE alert_outbox SET (fillfactor = 80)");
            migrationBuilder.Sql("ALTER TABLE measurements SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 2000, toast.autovacuum_vacuum_scale_factor = 0.02, toast.autovacuum_vacuum_threshold = 2000)");
            migrationBuilder.Sql("ALTER TABLE log_leaf_queue SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000)");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("ALTER TABLE log_leaf_queue RESET (autovacuum_vacuum_scale_factor, autovacuum_vacuum_threshold)");
            migrationBuilder.Sql("ALTER TABLE measurements RESET (autovacuum_vacuum_scale_factor, autovacuum_vacuum_threshold, toast.autovacuum_vacuum_scale_factor, toast.autovacuum_vacuum_threshold)");
            migrationBuilder.Sql("ALTER TABLE alert_outbox RESET (fillfactor)");
            migrationBuilder.Sql("ALTER TABLE series_states RESET (fillfactor, autovacuum_vacuum_scale_factor, autovacuum_vacuum_threshold)");
            migrationBuilder.Sql("ALTER TABLE source_states RESET (fillfactor, autovacuum_vacuum_scale_factor, autovacuum_vacuum_threshold)");
        }
    }
}
