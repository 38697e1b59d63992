using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace DataBlackHole.Migrations.Sqlite
{
    /// <summary>
    /// The releases of a state of which nothing is expected any more get a table of their own; until a state is written again they stay in it.
    /// </summary>
    public partial class SettledReleases : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "settled_releases",
                columns: table => new
                {
                    series_key = table.Column<string>(type: "TEXT", nullable: false),
                    releases = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_settled_releases", x => x.series_key);
                    table.ForeignKey(
                        name: "fk_settled_releases_series_states_series_key",
                        column: x => x.series_key,
                        principalTable: "series_states",
                        principalColumn: "series_key",
                        onDelete: ReferentialAction.Cascade);
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "settled_releases");
        }
    }
}
