using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace DataBlackHole.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class OperatorActions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "verdict_reviews",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    flip_id = table.Column<long>(type: "bigint", nullable: false),
                    action = table.Column<string>(type: "text", nullable: false),
                    author = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    reason = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    source = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    recorded_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_verdict_reviews", x => x.id);
                    table.ForeignKey(
                        name: "fk_verdict_reviews_flips_flip_id",
                        column: x => x.flip_id,
                        principalTable: "flips",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_releases_period_end_period_start_period_series_key",
                table: "releases",
                columns: new[] { "period_end", "period_start", "period", "series_key" });

            migrationBuilder.CreateIndex(
                name: "ix_releases_status_period_end_period_start_period_series_key",
                table: "releases",
                columns: new[] { "status", "period_end", "period_start", "period", "series_key" });

            migrationBuilder.CreateIndex(
                name: "ix_measurements_source_key_id",
                table: "measurements",
                columns: new[] { "source_key", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_flips_series_key_id",
                table: "flips",
                columns: new[] { "series_key", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_verdict_reviews_flip_id",
                table: "verdict_reviews",
                column: "flip_id");

            CreateGuards(migrationBuilder);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "verdict_reviews");

            migrationBuilder.DropIndex(
                name: "ix_releases_period_end_period_start_period_series_key",
                table: "releases");

            migrationBuilder.DropIndex(
                name: "ix_releases_status_period_end_period_start_period_series_key",
                table: "releases");

            migrationBuilder.DropIndex(
                name: "ix_measurements_source_key_id",
                table: "measurements");

            migrationBuilder.DropIndex(
                name: "ix_flips_series_key_id",
                table: "flips");
        }
    }
}
