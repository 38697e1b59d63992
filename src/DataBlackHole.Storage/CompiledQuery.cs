using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore.Metadata;

namespace DataBlackHole.Storage;

/// <summary>A query that looks ask again and again, translated once for each model: a compiled one answers for the model it was first asked of only.</summary>
internal sealed class CompiledQuery<TQuery>(Func<TQuery> compile) where TQuery : Delegate
{
    private readonly ConditionalWeakTable<IModel, TQuery> _known = [];

    public TQuery On(MonitorDb db) => _known.GetValue(db.Model, _ => compile());
}
