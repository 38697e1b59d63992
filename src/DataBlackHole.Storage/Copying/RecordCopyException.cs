namespace DataBlackHole.Storage.Copying;

/// <summary>A copy of the record was not made, or not restored. The message is for operators: it says why, and what to do.</summary>
public sealed class RecordCopyException : Exception
{
    public RecordCopyException(string message)
        : base(message)
    {
    }

    public RecordCopyException(string message, Exception inner)
        : base(message, inner)
    {
    }

    /// <summary>Whether what was to be copied is itself damaged.</summary>
    public bool IsDamage { get; init; }
}
