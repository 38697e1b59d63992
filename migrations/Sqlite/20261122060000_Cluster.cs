using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace DataBlackHole.Migrations.Sqlite
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
                    host = table.Column<string>(type: "TEXT", nullable: false),
                    holder = table.Column<string>(type: "TEXT", nullable: false),
                    lease_until = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ended_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    gap_seconds = table.Column<double>(type: "REAL", nullable: false),
                    in_burst = table.Column<int>(type: "INTEGER", nullable: false),
                    quiet_until = table.Column<DateTime>(type: "TEXT", nullable: true),
                    next_slot = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_host_turns", x => x.host);
                });

            migrationBuilder.CreateTable(
                name: "nodes",
                columns: table => new
                {
                    node = table.Column<string>(type: "TEXT", nullable: false),
                    catalogue_hash = table.Column<string>(type: "TEXT", nullable: false),
                    started_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    seen_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    stands_by = table.Column<bool>(type: "INTEGER", nullable: false)
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
