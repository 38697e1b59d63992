using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace DataBlackHole.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class SelfWatch : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "self_watch_event",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    trouble = table.Column<string>(type: "TEXT", nullable: false),
                    subject = table.Column<string>(type: "TEXT", nullable: false),
                    begun = table.Column<bool>(type: "INTEGER", nullable: false),
                    since = table.Column<DateTime>(type: "TEXT", nullable: false),
                    recorded_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    detail = table.Column<string>(type: "TEXT", nullable: false),
                    previous_id = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_self_watch_event", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_self_watch_event_trouble_subject_previous_id",
                table: "self_watch_event",
                columns: new[] { "trouble", "subject", "previous_id" },
                unique: true);

            CreateGuards(migrationBuilder);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "self_watch_event");
        }
    }
}
