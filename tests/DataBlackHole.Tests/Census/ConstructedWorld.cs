using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using DataBlackHole.Core.Calendars;

namespace DataBlackHole.Tests.Census;

/// <summary>
/// Three thousand constructed indicators: most go on, each in its own way (slow branches, quarterly and yearly figures in the monthly tree,
/// January with February, holes), and some end in each of the ways that a census must tell apart.
/// </summary>
internal sealed class ConstructedWorld
{
    private const int PerLeaf = 20;

    private static readonly string[] _things =
    [
        "原煤", "原油", "天然气", "水泥", "钢材", "汽车", "化纤", "纱线", "化肥", "乙烯", "发电", "铝材", "铜材", "家具", "纸浆", "轮胎", "玻璃", "手机", "电视机", "冰箱", "空调", "机床", "船舶", "乳品", "饮料",
    ];

    private static readonly string[] _measures = ["产量当期值", "产量累计值", "产量同比增长", "产量累计增长"];

    private readonly List<ConstructedNode> _leaves = [];
    private readonly List<Action> _atSecondCensus = [];
    private int _number;

    public ConstructedWorld(ConstructedDatabase database)
    {
        Add(database, 1, Cadence.Monthly, 10, 10);
        Add(database, 2, Cadence.Quarterly, 5, 5);
        Add(database, 3, Cadence.Annual, 5, 5);
        // In the order of their identities, which is no order: some of every tree.
        var free = new Queue<ConstructedIndicator>(_leaves.SelectMany((leaf, n) => leaf.Indicators.Where((_, i) => (i + n) % 7 == 3)).OrderBy(i => i.Id, StringComparer.Ordinal));
        Stop(free, 120);
        Resume(free, 8);
        Rename(7, 3);
        AddWindows(database.Trees[1]);
        Vanish(database.Trees[1], 10, 5);
    }

    public HashSet<string> Stopped { get; } = [];

    public HashSet<string> Vanished { get; } = [];

    /// <summary>The ended one and the one that continues it.</summary>
    public Dictionary<string, string> Renamed { get; } = [];

    public HashSet<string> Windows { get; } = [];

    public HashSet<string> Resumed { get; } = [];

    public IReadOnlyList<ConstructedNode> Leaves => _leaves;

    /// <summary>What happens between the first census and the second.</summary>
    public void Move()
    {
        foreach (var change in _atSecondCensus) change();
    }

    private void Add(ConstructedDatabase database, int code, Cadence cadence, int branches, int leavesEach)
    {
        var root = Node($"root {code}");
        database.Trees[code] = root;
        for (var b = 0; b < branches; b++)
        {
            var branch = Node(string.Create(CultureInfo.InvariantCulture, $"行业{code}-{b}"));
            root.Nodes.Add(branch);
            for (var l = 0; l < leavesEach; l++)
            {
                var leaf = Node(string.Create(CultureInfo.InvariantCulture, $"行业{code}-{b} 第{l}组"));
                branch.Nodes.Add(leaf);
                _leaves.Add(leaf);
                // One branch of ten is slow as a whole.
                for (var i = 0; i < PerLeaf; i++) leaf.Indicators.Add(Indicator(cadence, l, i, lagDays: b == 3 ? 130 : 20));
            }
        }
    }

    private ConstructedIndicator Indicator(Cadence cadence, int leaf, int i, int lagDays) => new(Id(), $"{_things[(leaf * 5 + i / 4) % _things.Length]}{_measures[i % 4]} (%) ", cadence)
    {
        LagDays = lagDays,
        Comes = cadence == Cadence.Monthly ? Rhythm((leaf * PerLeaf + i) % 40) : _ => true,
        Annotation = i == 0 ? "2023年12月起，口径有调整。" : null,
    };

    private static Func<ReferencePeriod, bool> Rhythm(int kind) => kind switch
    {
        5 => period => period.End.Month % 3 == 0,
        11 => period => period.End.Month == 12,
        17 or 18 or 19 => period => period.End.Month != 1,
        23 => period => period < ReferencePeriod.Month(2025, 1) || period > ReferencePeriod.Month(2025, 5),
        _ => _ => true,
    };

    private void Stop(Queue<ConstructedIndicator> free, int count)
    {
        for (var n = 0; n < count; n++)
        {
            var indicator = TakeRegular(free);
            // From just beyond what the slowest may take to long before the recent past.
            indicator.Last = indicator.Cadence switch
            {
                Cadence.Monthly => Back(ReferencePeriod.Month(2026, 10), (int[])[14, 20, 30, 45, 90, 150, 200], n),
                Cadence.Quarterly => Back(ReferencePeriod.Quarter(2026, 4), (int[])[9, 12, 20, 40, 70], n),
                _ => Back(ReferencePeriod.Year(2026), (int[])[7, 9, 14, 25], n),
            };
            Stopped.Add(indicator.Id);
        }
    }

    private void Resume(Queue<ConstructedIndicator> free, int count)
    {
        for (var n = 0; n < count; n++)
        {
            var indicator = TakeRegular(free);
            indicator.Last = Back(ReferencePeriod.Containing(indicator.Cadence, new DateOnly(2026, 10, 1)), [indicator.Cadence == Cadence.Monthly ? 16 : 8], n);
            Resumed.Add(indicator.Id);
            _atSecondCensus.Add(() => indicator.Last = null);
        }
    }

    /// <summary>Some end where another begins; of some the old one leaves the tree and a new one takes its place.</summary>
    private void Rename(int ending, int replaced)
    {
        for (var n = 0; n < ending; n++)
        {
            var leaf = _leaves[10 + n];
            var old = new ConstructedIndicator(Id(), $"规上企业第{n}类景气指数", Cadence.Monthly) { Last = ReferencePeriod.Month(2025, 6) };
            var next = new ConstructedIndicator(Id(), $"规模以上企业第{n}类景气指数", Cadence.Monthly) { First = ReferencePeriod.Month(2025, 7) };
            leaf.Indicators.AddRange([old, next]);
            Renamed.Add(old.Id, next.Id);
        }
        for (var n = 0; n < replaced; n++)
        {
            var leaf = _leaves[20 + n];
            var old = new ConstructedIndicator(Id(), $"服务业第{n}类信心指数", Cadence.Monthly);
            var next = new ConstructedIndicator(Id(), $"服务行业第{n}类信心指数", Cadence.Monthly);
            leaf.Indicators.Add(old);
            Renamed.Add(old.Id, next.Id);
            _atSecondCensus.Add(() => leaf.Indicators[leaf.Indicators.IndexOf(old)] = next);
        }
    }

    private void AddWindows(ConstructedNode root)
    {
        var prices = Node("价格指数");
        root.Nodes.Add(prices);
        var open = Node("居民消费价格分类指数 (上年同月=100) (2026-)", start: "2026");
        var marked = Node("居民消费价格分类指数 (上年同月=100) (2021-2025)", "2021", "2025");
        var named = Node("居民消费价格分类指数 (上年同月=100) (-2015) ");
        var folder = Node("2016-2020");
        var inFolder = Node("居民消费价格分类指数 (上年同月=100)");
        var rebased = Node("定基价格指数");
        prices.Nodes.AddRange([open, marked, named, folder, rebased]);
        folder.Nodes.Add(inFolder);
        Fill(open, (2026, 1), null);
        Fill(marked, (2021, 1), (2025, 12));
        Fill(named, (2001, 1), (2015, 12));
        Fill(inFolder, (2016, 1), (2020, 12));
        foreach (var leaf in (ConstructedNode[])[marked, named, inFolder]) Windows.UnionWith(leaf.Indicators.Take(7).Select(i => i.Id));
        for (var n = 0; n < 4; n++)
        {
            var over = new ConstructedIndicator(Id(), $"{_things[n]}价格指数 (2010=100)", Cadence.Monthly) { Last = ReferencePeriod.Month(2020, 12) };
            rebased.Indicators.AddRange([over, new ConstructedIndicator(Id(), $"{_things[n]}价格指数 (2020=100)", Cadence.Monthly)]);
            Windows.Add(over.Id);
        }
        _leaves.AddRange([open, marked, named, inFolder, rebased]);

        void Fill(ConstructedNode leaf, (int Year, int Month) first, (int Year, int Month)? last)
        {
            for (var n = 0; n < 7; n++)
            {
                leaf.Indicators.Add(new ConstructedIndicator(Id(), $"{_things[n]}类居民消费价格指数 (上年同月=100)", Cadence.Monthly)
                {
                    First = ReferencePeriod.Month(first.Year, first.Month),
                    Last = last is { } end ? ReferencePeriod.Month(end.Year, end.Month) : null,
                });
            }
        }
    }

    private void Vanish(ConstructedNode root, int single, int inLeaf)
    {
        for (var n = 0; n < single; n++)
        {
            var leaf = _leaves[40 + n * 3];
            var gone = new ConstructedIndicator(Id(), $"{_things[n]}出口退税额", Cadence.Monthly);
            leaf.Indicators.Insert(2, gone);
            Vanished.Add(gone.Id);
            _atSecondCensus.Add(() => leaf.Indicators.Remove(gone));
        }
        var whole = Node("将撤销的一组");
        for (var n = 0; n < inLeaf; n++) whole.Indicators.Add(new ConstructedIndicator(Id(), $"第{n}号专项统计", Cadence.Monthly));
        root.Nodes[1].Nodes.Add(whole);
        Vanished.UnionWith(whole.Indicators.Select(i => i.Id));
        _atSecondCensus.Add(() => root.Nodes[1].Nodes.Remove(whole));
    }

    /// <summary>One of the ordinary kind: what comes once a year stops when a year has passed.</summary>
    private static ConstructedIndicator TakeRegular(Queue<ConstructedIndicator> free)
    {
        while (true)
        {
            var indicator = free.Dequeue();
            if (indicator.Cadence != Cadence.Monthly || Enumerable.Range(1, 12).All(m => indicator.Comes(ReferencePeriod.Month(2026, m)))) return indicator;
        }
    }

    private static ReferencePeriod Back(ReferencePeriod period, int[] distances, int n)
    {
        for (var left = distances[n % distances.Length]; left > 0; left--) period = period.Previous();
        return period;
    }

    private ConstructedNode Node(string name, string? start = null, string? end = null) => new(Id(), name) { StartYear = start, EndYear = end };

    /// <summary>32 hexadecimal digits, as the database has them; the same in every run.</summary>
    private string Id() => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"constructed {_number++}"))))[..32];
}
