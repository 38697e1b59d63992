using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace DataBlackHole.Migrations.Postgres
{
    /// <summary>Whether a publisher goes on with its other series is asked for all of them at once: since when, and not in which period.</summary>
    public partial class SignsOfLife : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "ix_releases_series_key_first_seen_at",
                table: "releases",
                columns: new[] { "series_key", "first_seen_at" },
                filter: "first_seen_at IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_releases_series_key_first_seen_at",
                table: "releases");
        }
    }
}
