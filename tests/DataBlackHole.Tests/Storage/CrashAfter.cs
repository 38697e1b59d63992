using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace DataBlackHole.Tests.Storage;

/// <summary>Ends the work after a number of SQL commands, and never lets it commit, as a crash would.</summary>
internal sealed class CrashAfter(int commands) : DbCommandInterceptor
{
    private int _left = commands;

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        Count();
        return ValueTask.FromResult(result);
    }

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Count();
        return ValueTask.FromResult(result);
    }

    private void Count()
    {
        if (_left-- == 0) throw new CrashException();
    }

    internal sealed class CrashException() : Exception("the process ends here");
}
