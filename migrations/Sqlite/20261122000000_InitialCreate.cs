using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace DataBlackHole.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class InitialCreate : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "bodies",
                columns: table => new
                {
                    digest = table.Column<string>(type: "TEXT", nullable: false),
                    length = table.Column<long>(type: "INTEGER", nullable: false),
                    encoding = table.Column<string>(type: "TEXT", nullable: false),
                    content = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_bodies", x => x.digest);
                });

            migrationBuilder.CreateTable(
                name: "catalogues",
                columns: table => new
                {
                    hash = table.Column<string>(type: "TEXT", nullable: false),
                    loaded_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    summary = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_catalogues", x => x.hash);
                });

            migrationBuilder.CreateTable(
                name: "releases",
                columns: table => new
                {
                    series_key = table.Column<string>(type: "TEXT", nullable: false),
                    period = table.Column<string>(type: "TEXT", nullable: false),
                    period_start = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    period_end = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    status = table.Column<string>(type: "TEXT", nullable: false),
                    reason = table.Column<string>(type: "TEXT", nullable: false),
                    grade = table.Column<string>(type: "TEXT", nullable: false),
                    window_period = table.Column<string>(type: "TEXT", nullable: true),
                    window_opens = table.Column<DateTime>(type: "TEXT", nullable: true),
                    window_due = table.Column<DateTime>(type: "TEXT", nullable: true),
                    window_late_after = table.Column<DateTime>(type: "TEXT", nullable: true),
                    window_missing_after = table.Column<DateTime>(type: "TEXT", nullable: true),
                    window_basis = table.Column<string>(type: "TEXT", nullable: true),
                    last_unseen_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    first_seen_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    published_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    published_day_only = table.Column<bool>(type: "INTEGER", nullable: false),
                    value = table.Column<string>(type: "TEXT", nullable: true),
                    title = table.Column<string>(type: "TEXT", nullable: true),
                    link = table.Column<string>(type: "TEXT", nullable: true),
                    evidence_source = table.Column<string>(type: "TEXT", nullable: true),
                    evidence_url = table.Column<string>(type: "TEXT", nullable: true),
                    evidence_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    evidence_digest = table.Column<string>(type: "TEXT", nullable: true),
                    absences = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_releases", x => new { x.series_key, x.period });
                });

            migrationBuilder.CreateTable(
                name: "series_states",
                columns: table => new
                {
                    series_key = table.Column<string>(type: "TEXT", nullable: false),
                    status = table.Column<string>(type: "TEXT", nullable: false),
                    reason = table.Column<string>(type: "TEXT", nullable: false),
                    grade = table.Column<string>(type: "TEXT", nullable: false),
                    origin = table.Column<string>(type: "TEXT", nullable: false),
                    visibility = table.Column<string>(type: "TEXT", nullable: false),
                    blind_reason = table.Column<string>(type: "TEXT", nullable: false),
                    blind_since = table.Column<DateTime>(type: "TEXT", nullable: true),
                    since = table.Column<DateTime>(type: "TEXT", nullable: true),
                    as_of = table.Column<DateTime>(type: "TEXT", nullable: true),
                    next_deadline = table.Column<DateTime>(type: "TEXT", nullable: true),
                    last_period = table.Column<string>(type: "TEXT", nullable: true),
                    version = table.Column<long>(type: "INTEGER", nullable: false),
                    state = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_series_states", x => x.series_key);
                });

            migrationBuilder.CreateTable(
                name: "source_states",
                columns: table => new
                {
                    source_key = table.Column<string>(type: "TEXT", nullable: false),
                    visibility = table.Column<string>(type: "TEXT", nullable: false),
                    blind_reason = table.Column<string>(type: "TEXT", nullable: false),
                    since = table.Column<DateTime>(type: "TEXT", nullable: true),
                    last_look_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    last_clear_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    next_look_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    consecutive_failures = table.Column<int>(type: "INTEGER", nullable: false),
                    last_failure_kind = table.Column<string>(type: "TEXT", nullable: true),
                    last_failure_detail = table.Column<string>(type: "TEXT", nullable: true),
                    version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_source_states", x => x.source_key);
                });

            migrationBuilder.CreateTable(
                name: "measurements",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    source_key = table.Column<string>(type: "TEXT", nullable: false),
                    vantage = table.Column<string>(type: "TEXT", nullable: false),
                    origin = table.Column<string>(type: "TEXT", nullable: false),
                    method = table.Column<string>(type: "TEXT", nullable: false),
                    url = table.Column<string>(type: "TEXT", nullable: false),
                    request_body = table.Column<string>(type: "TEXT", nullable: true),
                    address = table.Column<string>(type: "TEXT", nullable: false),
                    status = table.Column<int>(type: "INTEGER", nullable: true),
                    failure_kind = table.Column<string>(type: "TEXT", nullable: true),
                    failure_operation = table.Column<string>(type: "TEXT", nullable: true),
                    failure_detail = table.Column<string>(type: "TEXT", nullable: true),
                    redirects = table.Column<string>(type: "TEXT", nullable: false),
                    headers = table.Column<string>(type: "TEXT", nullable: false),
                    body_digest = table.Column<string>(type: "TEXT", nullable: true),
                    body_length = table.Column<long>(type: "INTEGER", nullable: false),
                    facts_digest = table.Column<string>(type: "TEXT", nullable: true),
                    catalogue_hash = table.Column<string>(type: "TEXT", nullable: false),
                    duration_ms = table.Column<double>(type: "REAL", nullable: false),
                    first_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    last_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    looks = table.Column<int>(type: "INTEGER", nullable: false),
                    times = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_measurements", x => x.id);
                    table.ForeignKey(
                        name: "fk_measurements_bodies_body_digest",
                        column: x => x.body_digest,
                        principalTable: "bodies",
                        principalColumn: "digest",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "flips",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    series_key = table.Column<string>(type: "TEXT", nullable: false),
                    axis = table.Column<string>(type: "TEXT", nullable: false),
                    period = table.Column<string>(type: "TEXT", nullable: false),
                    from_status = table.Column<string>(type: "TEXT", nullable: false),
                    to_status = table.Column<string>(type: "TEXT", nullable: false),
                    reason = table.Column<string>(type: "TEXT", nullable: false),
                    blind_reason = table.Column<string>(type: "TEXT", nullable: false),
                    grade = table.Column<string>(type: "TEXT", nullable: false),
                    origin = table.Column<string>(type: "TEXT", nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    recorded_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    last_seen_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    first_missed_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    measurement_id = table.Column<long>(type: "INTEGER", nullable: true),
                    evidence_source = table.Column<string>(type: "TEXT", nullable: true),
                    evidence_url = table.Column<string>(type: "TEXT", nullable: true),
                    evidence_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    evidence_digest = table.Column<string>(type: "TEXT", nullable: true),
                    detail = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_flips", x => x.id);
                    table.ForeignKey(
                        name: "fk_flips_measurements_measurement_id",
                        column: x => x.measurement_id,
                        principalTable: "measurements",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "observations",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    measurement_id = table.Column<long>(type: "INTEGER", nullable: false),
                    series_key = table.Column<string>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    period = table.Column<string>(type: "TEXT", nullable: true),
                    value = table.Column<string>(type: "TEXT", nullable: true),
                    unit = table.Column<string>(type: "TEXT", nullable: true),
                    published_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    published_day_only = table.Column<bool>(type: "INTEGER", nullable: false),
                    title = table.Column<string>(type: "TEXT", nullable: true),
                    link = table.Column<string>(type: "TEXT", nullable: true),
                    covers_from = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    covers_to = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    witness = table.Column<string>(type: "TEXT", nullable: true),
                    failure_kind = table.Column<string>(type: "TEXT", nullable: true),
                    failure_operation = table.Column<string>(type: "TEXT", nullable: true),
                    failure_detail = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_observations", x => x.id);
                    table.ForeignKey(
                        name: "fk_observations_measurements_measurement_id",
                        column: x => x.measurement_id,
                        principalTable: "measurements",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_flips_measurement_id",
                table: "flips",
                column: "measurement_id");

            migrationBuilder.CreateIndex(
                name: "ix_flips_series_key_axis_period_at_from_status_to_status",
                table: "flips",
                columns: new[] { "series_key", "axis", "period", "at", "from_status", "to_status" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_measurements_address_last_at",
                table: "measurements",
                columns: new[] { "address", "last_at" });

            migrationBuilder.CreateIndex(
                name: "ix_measurements_body_digest",
                table: "measurements",
                column: "body_digest");

            migrationBuilder.CreateIndex(
                name: "ix_measurements_source_key_last_at_looks",
                table: "measurements",
                columns: new[] { "source_key", "last_at", "looks" });

            migrationBuilder.CreateIndex(
                name: "ix_measurements_url",
                table: "measurements",
                column: "url");

            migrationBuilder.CreateIndex(
                name: "ix_observations_measurement_id",
                table: "observations",
                column: "measurement_id");

            migrationBuilder.CreateIndex(
                name: "ix_observations_series_key_period",
                table: "observations",
                columns: new[] { "series_key", "period" });

            migrationBuilder.CreateIndex(
                name: "ix_releases_series_key_period_end_period_start",
                table: "releases",
                columns: new[] { "series_key", "period_end", "period_start" });

            migrationBuilder.CreateIndex(
                name: "ix_series_states_next_deadline",
                table: "series_states",
                column: "next_deadline");

            CreateGuards(migrationBuilder);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "catalogues");

            migrationBuilder.DropTable(
                name: "flips");

            migrationBuilder.DropTable(
                name: "observations");

            migrationBuilder.DropTable(
                name: "releases");

            migrationBuilder.DropTable(
                name: "series_states");

            migrationBuilder.DropTable(
                name: "source_states");

            migrationBuilder.DropTable(
                name: "measurements");

            migrationBuilder.DropTable(
                name: "bodies");
        }
    }
}
