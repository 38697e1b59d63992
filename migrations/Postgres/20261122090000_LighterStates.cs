using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace DataBlackHole.Migrations.Postgres
{
    /// <summary>
    /// The texts of states are compressed anew with every verdict, and by the usual way that takes a quarter of a sweep's work in the server. Where the
    /// server was built without lz4, or is older than it, they stay as they are.
    /// </summary>
    public partial class LighterStates : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
            DO $$
            BEGIN
                EXECUTE 'ALTER TABLE series_states ALTER COLUMN state SET COMPRESSION lz4';
            EXCEPTION WHEN feature_not_supported OR syntax_error OR invalid_parameter_value THEN
                RAISE NOTICE 'states stay compressed in the usual way: %', SQLERRM;
            END $$
            """);

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
            DO $$
            BEGIN
                EXECUTE 'ALTER TABLE series_states ALTER COLUMN state SET COMPRESSION default';
            EXCEPTION WHEN feature_not_supported OR syntax_error OR invalid_parameter_value THEN
                RAISE NOTICE '%', SQLERRM;
            END $$
            """);
    }
}
