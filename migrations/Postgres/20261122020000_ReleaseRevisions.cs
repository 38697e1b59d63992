using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace DataBlackHole.Migrations.Postgres
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
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "revised_value",
                table: "releases",
                type: "text",
                nullable: true,
                collation: "C");
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
