using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace DataBlackHole.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class EvidenceLog : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "curated_entries",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    entry_key = table.Column<string>(type: "TEXT", nullable: false),
                    digest = table.Column<string>(type: "TEXT", nullable: false),
                    content = table.Column<string>(type: "TEXT", nullable: false),
                    recorded_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_curated_entries", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "log_keys",
                columns: table => new
                {
                    key_id = table.Column<string>(type: "TEXT", nullable: false),
                    public_key = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_log_keys", x => x.key_id);
                });

            migrationBuilder.CreateTable(
                name: "log_leaf_queue",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    subject = table.Column<long>(type: "INTEGER", nullable: false),
                    looks = table.Column<int>(type: "INTEGER", nullable: false),
                    hash = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_log_leaf_queue", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "log_leaves",
                columns: table => new
                {
                    leaf_index = table.Column<long>(type: "INTEGER", nullable: false),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    subject = table.Column<long>(type: "INTEGER", nullable: false),
                    looks = table.Column<int>(type: "INTEGER", nullable: false),
                    hash = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_log_leaves", x => x.leaf_index);
                });

            migrationBuilder.CreateTable(
                name: "log_nodes",
                columns: table => new
                {
                    node_level = table.Column<int>(type: "INTEGER", nullable: false),
                    node_index = table.Column<long>(type: "INTEGER", nullable: false),
                    hash = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_log_nodes", x => new { x.node_level, x.node_index });
                });

            migrationBuilder.CreateTable(
                name: "rereadings",
                columns: table => new
                {
                    measurement_id = table.Column<long>(type: "INTEGER", nullable: false),
                    of_id = table.Column<long>(type: "INTEGER", nullable: false),
                    reader = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_rereadings", x => x.measurement_id);
                    table.ForeignKey(
                        name: "fk_rereadings_measurements_measurement_id",
                        column: x => x.measurement_id,
                        principalTable: "measurements",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_rereadings_measurements_of_id",
                        column: x => x.of_id,
                        principalTable: "measurements",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "log_checkpoints",
                columns: table => new
                {
                    size = table.Column<long>(type: "INTEGER", nullable: false),
                    key_id = table.Column<string>(type: "TEXT", nullable: false),
                    note = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_log_checkpoints", x => x.size);
                    table.ForeignKey(
                        name: "fk_log_checkpoints_log_keys_key_id",
                        column: x => x.key_id,
                        principalTable: "log_keys",
                        principalColumn: "key_id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "log_stamps",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    size = table.Column<long>(type: "INTEGER", nullable: false),
                    authority = table.Column<string>(type: "TEXT", nullable: false),
                    token = table.Column<byte[]>(type: "BLOB", nullable: false),
                    token_digest = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_log_stamps", x => x.id);
                    table.ForeignKey(
                        name: "fk_log_stamps_log_checkpoints_size",
                        column: x => x.size,
                        principalTable: "log_checkpoints",
                        principalColumn: "size",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_curated_entries_entry_key_digest",
                table: "curated_entries",
                columns: new[] { "entry_key", "digest" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_log_checkpoints_key_id",
                table: "log_checkpoints",
                column: "key_id");

            migrationBuilder.CreateIndex(
                name: "ix_log_leaf_queue_kind_subject_looks",
                table: "log_leaf_queue",
                columns: new[] { "kind", "subject", "looks" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_log_leaves_hash",
                table: "log_leaves",
                column: "hash");

            migrationBuilder.CreateIndex(
                name: "ix_log_leaves_kind_subject_looks",
                table: "log_leaves",
                columns: new[] { "kind", "subject", "looks" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_log_stamps_size_authority",
                table: "log_stamps",
                columns: new[] { "size", "authority" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_rereadings_of_id",
                table: "rereadings",
                column: "of_id");

            CreateGuards(migrationBuilder);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "curated_entries");

            migrationBuilder.DropTable(
                name: "log_leaf_queue");

            migrationBuilder.DropTable(
                name: "log_leaves");

            migrationBuilder.DropTable(
                name: "log_nodes");

            migrationBuilder.DropTable(
                name: "log_stamps");

            migrationBuilder.DropTable(
                name: "rereadings");

            migrationBuilder.DropTable(
                name: "log_checkpoints");

            migrationBuilder.DropTable(
                name: "log_keys");
        }
    }
}
