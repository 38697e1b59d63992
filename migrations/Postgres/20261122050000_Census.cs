using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace DataBlackHole.Migrations.Postgres
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
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    publisher = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    started_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    today = table.Column<DateOnly>(type: "date", nullable: false),
                    trees = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    address = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    catalogue_hash = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_census_runs", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "census_ends",
                columns: table => new
                {
                    run_id = table.Column<long>(type: "bigint", nullable: false),
                    ended_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    summary = table.Column<string>(type: "text", nullable: false, collation: "C")
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
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    run_id = table.Column<long>(type: "bigint", nullable: false),
                    publisher = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    indicator = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    tree = table.Column<int>(type: "integer", nullable: false),
                    leaf = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    branch = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    parent = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    path = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    unit = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    annotation = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    first_period = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    last_period = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    standing = table.Column<string>(type: "text", nullable: false),
                    grade = table.Column<string>(type: "text", nullable: false),
                    since = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    change = table.Column<string>(type: "text", nullable: false),
                    before = table.Column<string>(type: "text", nullable: false),
                    recorded_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    evidence = table.Column<string>(type: "text", nullable: false, collation: "C")
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
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    run_id = table.Column<long>(type: "bigint", nullable: false),
                    call_key = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    attempt = table.Column<int>(type: "integer", nullable: false),
                    outcome = table.Column<string>(type: "text", nullable: false),
                    taken_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    status = table.Column<int>(type: "integer", nullable: true),
                    failure_kind = table.Column<string>(type: "text", nullable: true),
                    failure_operation = table.Column<string>(type: "text", nullable: true),
                    failure_detail = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    body_digest = table.Column<string>(type: "text", nullable: true, collation: "C")
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
