namespace DataBlackHole.Loading;

/// <summary>Finds the word somebody meant when they wrote another.</summary>
public static class Nearest
{
    /// <summary>The nearest candidate when it is near enough to be a slip, otherwise null.</summary>
    public static string? To(string word, IEnumerable<string> candidates)
    {
        var best = candidates.Select(c => (c, distance: Distance(word, c))).OrderBy(p => p.distance).FirstOrDefault();
        return best.c is not null && best.distance <= Math.Max(2, best.c.Length / 3) ? best.c : null;
    }

    private static int Distance(string left, string right)
    {
        var previous = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var current = new int[right.Length + 1];
            current[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var change = char.ToUpperInvariant(left[i - 1]) == char.ToUpperInvariant(right[j - 1]) ? 0 : 1;
                current[j] = Math.Min(Math.Min(current[j - 1], previous[j]) + 1, previous[j - 1] + change);
            }
            previous = current;
        }
        return previous[right.Length];
    }
}
