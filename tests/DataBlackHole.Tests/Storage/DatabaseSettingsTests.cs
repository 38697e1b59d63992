using DataBlackHole.Storage;

namespace DataBlackHole.Tests.Storage;

internal sealed class DatabaseSettingsTests
{
    [TestCase("data/history.db", "Data Source=data/history.db")]
    [TestCase("/var/lib/黑洞/history.db", "Data Source=/var/lib/黑洞/history.db")]
    [TestCase("Data Source=history.db", "Data Source=history.db")]
    [TestCase("filename=history.db;Mode=ReadOnly", "Data Source=history.db;Mode=ReadOnly")]
    public void A_path_or_data_source_is_a_file(string text, string connection) =>
        Assert.That(DatabaseSettings.Parse(text), Is.EqualTo(new DatabaseSettings(DatabaseProvider.Sqlite, connection)));

    [TestCase("Host=db;Database=monitor;Username=m;Password=secret")]
    [TestCase("server=db;database=monitor")]
    public void A_host_is_a_server(string text) =>
        Assert.That(DatabaseSettings.Parse(text).Provider, Is.EqualTo(DatabaseProvider.Postgres));

    [TestCase("")]
    [TestCase("  ")]
    [TestCase("postgres://user:secret@db/monitor")]
    [TestCase("Database=monitor;Password=secret")]
    [TestCase("Host=db;Passwort=secret")]
    [TestCase("data/")]
    public void Anything_else_is_refused_with_what_was_expected_and_without_the_password(string text) => Assert.That(
        () => DatabaseSettings.Parse(text),
        Throws.TypeOf<FormatException>().With.Message.Contains("Data Source=FILE").And.Message.Not.Contains("secret"));
}
