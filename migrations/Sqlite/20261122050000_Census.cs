using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace DataBlackHole.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Census : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "census_runs",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    publisher = table.Column<string>(type: "TEXT", nullable: false),
                    started_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    today = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    trees = table.Column<string>(type: "TEXT", nullable: false),
                    address = table.Column<string>(type: "TEXT", nullable: false),
                    catalogue_hash = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_census_runs", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "census_ends",
                columns: table => new
                {
                    run_id = table.Column<long>(type: "INTEGER", nullable: false),
                    ended_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    summary = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_census_ends", x => x.run_id);
                    table.ForeignKey(
                        name: "fk_census_ends_census_runs_run_id",
                        column: x => x.run_id,
                        principalTable: "census_runs",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "census_indicators",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    run_id = table.Column<long>(type: "INTEGER", nullable: false),
                    publisher = table.Column<string>(type: "TEXT", nullable: false),
                    indicator = table.Column<string>(type: "TEXT", nullable: false),
                    tree = table.Column<int>(type: "INTEGER", nullable: false),
                    leaf = table.Column<string>(type: "TEXT", nullable: false),
                    branch = table.Column<string>(type: "TEXT", nullable: false),
                    parent = table.Column<string>(type: "TEXT", nullable: false),
                    path = table.Column<string>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    unit = table.Column<string>(type: "TEXT", nullable: true),
                    annotation = table.Column<string>(type: "TEXT", nullable: true),
                    first_period = table.Column<string>(type: "TEXT", nullable: true),
                    last_period = table.Column<string>(type: "TEXT", nullable: true),
                    standing = table.Column<string>(type: "TEXT", nullable: false),
                    grade = table.Column<string>(type: "TEXT", nullable: false),
                    since = table.Column<DateTime>(type: "TEXT", nullable: false),
                    change = table.Column<string>(type: "TEXT", nullable: false),
                    before = table.Column<string>(type: "TEXT", nullable: false),
                    recorded_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    evidence = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_census_indicators", x => x.id);
                    table.ForeignKey(
                        name: "fk_census_indicators_census_runs_run_id",
                        column: x => x.run_id,
                        principalTable: "census_runs",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "census_pages",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    run_id = table.Column<long>(type: "INTEGER", nullable: false),
                    call_key = table.Column<string>(type: "TEXT", nullable: false),
                    attempt = table.Column<int>(type: "INTEGER", nullable: false),
                    outcome = table.Column<string>(type: "TEXT", nullable: false),
                    taken_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    status = table.Column<int>(type: "INTEGER", nullable: true),
                    failure_kind = table.Column<string>(type: "TEXT", nullable: true),
                    failure_operation = table.Column<string>(type: "TEXT", nullable: true),
                    failure_detail = table.Column<string>(type: "TEXT", nullable: true),
                    body_digest = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_census_pages", x => x.id);
                    table.ForeignKey(
                        name: "fk_census_pages_bodies_body_digest",
                        column: x => x.body_digest,
                        principalTable: "bodies",
                        principalColumn: "digest",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_census_pages_census_runs_run_id",
                        column: x => x.run_id,
                        principalTable: "census_runs",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_census_indicators_publisher_change_id",
                table: "census_indicators",
                columns: new[] { "publisher", "change", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_census_indicators_publisher_indicator_id",
                table: "census_indicators",
                columns: new[] { "publisher", "indicator", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_census_indicators_run_id_indicator",
                table: "census_indicators",
                columns: new[] { "run_id", "indicator" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_census_pages_body_digest",
                table: "census_pages",
                column: "body_digest");

            migrationBuilder.CreateIndex(
                name: "ix_census_pages_run_id_call_key_attempt",
                table: "census_pages",
                columns: new[] { "run_id", "call_key", "attempt" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_census_runs_publisher_started_at",
                table: "census_runs",
                columns: new[] { "publisher", "started_at" },
                unique: true);

            CreateGuards(migrationBuilder);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "census_ends");

            migrationBuilder.DropTable(
                name: "census_indicators");

            migrationBuilder.DropTable(
                name: "census_pages");

            migrationBuilder.DropTable(
                name: "census_runs");
        }
    }
}
