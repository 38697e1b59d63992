using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace DataBlackHole.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class ReleaseRevisions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTime>(
                name: "first_announced_at",
                table: "releases",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "revised_value",
                table: "releases",
                type: "TEXT",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "first_announced_at",
                table: "releases");

            migrationBuilder.DropColumn(
                name: "revised_value",
                table: "releases");
        }
    }
}
