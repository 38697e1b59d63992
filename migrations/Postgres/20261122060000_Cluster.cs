using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace DataBlackHole.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Cluster : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "host_turns",
                columns: table => new
                {
                    host = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    holder = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    lease_until = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    ended_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    gap_seconds = table.Column<double>(type: "double precision", nullable: false),
                    in_burst = table.Column<int>(type: "integer", nullable: false),
                    quiet_until = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    next_slot = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_host_turns", x => x.host);
                });

            migrationBuilder.CreateTable(
                name: "nodes",
                columns: table => new
                {
                    node = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    catalogue_hash = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    started_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    seen_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    stands_by = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_nodes", x => x.node);
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "host_turns");

            migrationBuilder.DropTable(
                name: "nodes");
        }
    }
}
