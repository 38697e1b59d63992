using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace DataBlackHole.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Alerts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "alert_mutes",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    action = table.Column<string>(type: "text", nullable: false),
                    series_key = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    publisher = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    @event = table.Column<string>(name: "event", type: "text", nullable: true),
                    incident = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    recipient = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    author = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    reason = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    until = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    lifts = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_alert_mutes", x => x.id);
                    table.ForeignKey(
                        name: "fk_alert_mutes_alert_mutes_lifts",
                        column: x => x.lifts,
                        principalTable: "alert_mutes",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "alert_outbox",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    recipient = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    channel = table.Column<string>(type: "text", nullable: false),
                    cause = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    due_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    claim_token = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    claimed_until = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    folded_into = table.Column<long>(type: "bigint", nullable: true),
                    message_id = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    done_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    last_error = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    note_en = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    note_zh = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_alert_outbox", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "alert_attempts",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    outbox_id = table.Column<long>(type: "bigint", nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    outcome = table.Column<string>(type: "text", nullable: false),
                    detail = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    message_id = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_alert_attempts", x => x.id);
                    table.ForeignKey(
                        name: "fk_alert_attempts_alert_outbox_outbox_id",
                        column: x => x.outbox_id,
                        principalTable: "alert_outbox",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "alert_items",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    outbox_id = table.Column<long>(type: "bigint", nullable: false),
                    recipient = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    series_key = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    incident = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    kind = table.Column<string>(type: "text", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    flip_id = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_alert_items", x => x.id);
                    table.ForeignKey(
                        name: "fk_alert_items_alert_outbox_outbox_id",
                        column: x => x.outbox_id,
                        principalTable: "alert_outbox",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_alert_items_flips_flip_id",
                        column: x => x.flip_id,
                        principalTable: "flips",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_alert_attempts_outbox_id",
                table: "alert_attempts",
                column: "outbox_id");

            migrationBuilder.CreateIndex(
                name: "ix_alert_items_flip_id",
                table: "alert_items",
                column: "flip_id");

            migrationBuilder.CreateIndex(
                name: "ix_alert_items_outbox_id",
                table: "alert_items",
                column: "outbox_id");

            migrationBuilder.CreateIndex(
                name: "ix_alert_items_series_key_recipient",
                table: "alert_items",
                columns: new[] { "series_key", "recipient" });

            migrationBuilder.CreateIndex(
                name: "ix_alert_mutes_lifts",
                table: "alert_mutes",
                column: "lifts");

            migrationBuilder.CreateIndex(
                name: "ix_alert_outbox_folded_into",
                table: "alert_outbox",
                column: "folded_into");

            migrationBuilder.CreateIndex(
                name: "ix_alert_outbox_state_channel_due_at",
                table: "alert_outbox",
                columns: new[] { "state", "channel", "due_at" });

            CreateGuards(migrationBuilder);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "alert_attempts");

            migrationBuilder.DropTable(
                name: "alert_items");

            migrationBuilder.DropTable(
                name: "alert_mutes");

            migrationBuilder.DropTable(
                name: "alert_outbox");
        }
    }
}
