using System.Data;
using System.Data.Common;
using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace DataBlackHole.Storage.Writing;

/// <summary>
/// The statements that looks run again and again, kept with their connection: a connection that stays open need not read and plan them anew.
/// Only for the one who holds the connection, one statement at a time.
/// </summary>
internal sealed class Statements
{
    /// <summary>More texts than come again: then all are let go.</summary>
    private const int MostKept = 256;

    private static readonly ConditionalWeakTable<DbConnection, Statements> Kept = [];
    private readonly Dictionary<string, DbCommand> _commands = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);

    /// <summary>A connection that closes forgets its commands: one that was run again afterwards would hold the file open for ever.</summary>
    private Statements(DbConnection connection) => connection.StateChange += (_, change) =>
    {
        if (change.CurrentState == ConnectionState.Closed) LetGo();
    };

    /// <summary>The statement with this text, with the parameters of its last run when it has run before. Of the transaction that is open.</summary>
    public static DbCommand Get(MonitorDb db, string text)
    {
        var command = Of(db).Get(db.Database.GetDbConnection(), text);
        command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
        return command;
    }

    /// <summary>Runs a statement, the values of which become parameters.</summary>
    /// <returns>The number of rows changed.</returns>
    public static async Task<int> RunAsync(MonitorDb db, FormattableString statement, CancellationToken cancellationToken) =>
        await Filled(db, statement).ExecuteNonQueryAsync(cancellationToken);

    /// <summary>Asks for one value; null when there is none.</summary>
    public static async Task<object?> AskAsync(MonitorDb db, FormattableString question, CancellationToken cancellationToken) =>
        await Filled(db, question).ExecuteScalarAsync(cancellationToken);

    /// <summary>A question, the values of which are filled in, to be read by the caller.</summary>
    public static DbCommand Question(MonitorDb db, FormattableString question) => Filled(db, question);

    private static Statements Of(MonitorDb db) => Kept.GetValue(db.Database.GetDbConnection(), connection => new Statements(connection));

    private static DbCommand Filled(MonitorDb db, FormattableString statement)
    {
        var command = Get(db, Of(db).TextOf(statement));
        var isNew = command.Parameters.Count == 0;
        for (var i = 0; i < statement.ArgumentCount; i++)
        {
            if (isNew) command.Parameters.Add(Named(command, i));
            command.Parameters[i].Value = statement.GetArgument(i) ?? DBNull.Value;
        }
        return command;
    }

    private static DbParameter Named(DbCommand command, int number)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = Name(number);
        return parameter;
    }

    private static string Name(int number) => string.Create(CultureInfo.InvariantCulture, $"@p{number}");

    private string TextOf(FormattableString statement)
    {
        if (_texts.TryGetValue(statement.Format, out var text)) return text;
        text = string.Format(CultureInfo.InvariantCulture, statement.Format, [.. Enumerable.Range(0, statement.ArgumentCount).Select(Name)]);
        if (_texts.Count == MostKept) _texts.Clear();
        return _texts[statement.Format] = text;
    }

    private DbCommand Get(DbConnection connection, string text)
    {
        if (_commands.TryGetValue(text, out var known)) return known;
        var command = connection.CreateCommand();
        // Only texts of this program, names of its model and numbered parameters come here.
#pragma warning disable CA2100
        command.CommandText = text;
#pragma warning restore CA2100
        if (_commands.Count == MostKept) LetGo();
        return _commands[text] = command;
    }

    private void LetGo()
    {
        foreach (var command in _commands.Values) command.Dispose();
        _commands.Clear();
    }
}
