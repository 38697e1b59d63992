using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace DataBlackHole.Migrations.Postgres
{
    /// <summary>
    /// The releases of a state of which nothing is expected any more get a table of their own; until a state is written again they stay in it. Compressed as
    /// states are, where the server can.
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
                    series_key = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    releases = table.Column<byte[]>(type: "bytea", nullable: false)
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
            migrationBuilder.Sql("""
                DO $$
                BEGIN
                    EXECUTE 'ALTER TABLE settled_releases ALTER COLUMN releases SET COMPRESSION lz4';
                EXCEPTION WHEN feature_not_supported OR syntax_error OR invalid_parameter_value THEN
                    RAISE NOTICE 'settled releases stay compressed in the usual way: %', SQLERRM;
                END $$
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "settled_releases");
        }
    }
}
