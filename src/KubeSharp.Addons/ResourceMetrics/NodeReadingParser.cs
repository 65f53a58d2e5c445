using System.Globalization;
using System.Text;

namespace KubeSharp.Addons.ResourceMetrics;

/// <summary>Reads what kubelets show at /metrics/resource, in the text format of Prometheus.</summary>
internal sealed class NodeReadingParser(DateTimeOffset now)
{
    private readonly Dictionary<ContainerName, Figures> _containers = [];
    private readonly Figures _node = new();

    public static NodeReading Parse(TextReader text, DateTimeOffset now)
    {
        var parser = new NodeReadingParser(now);
        while (text.ReadLine() is { } line)
        {
            parser.Add(line);
        }

        return new NodeReading(
            parser._node.ToPoint(),
            parser._containers
                .Select(container => (container.Key, Point: container.Value.ToPoint()))
                .Where(container => container.Point is not null)
                .ToDictionary(container => container.Key, container => container.Point!.Value));
    }

    private void Add(ReadOnlySpan<char> line)
    {
        if (line.IsEmpty || line[0] == '#')
        {
            return;
        }

        var end = line.IndexOfAny('{', ' ');
        if (end < 0)
        {
            return;
        }

        var metric = line[..end];
        var rest = line[end..];
        var figures = _node;
        if (rest[0] == '{')
        {
            if (!TryName(ref rest, out var name))
            {
                return;
            }

            if (metric.StartsWith("container_", StringComparison.Ordinal) && !_containers.TryGetValue(name, out figures!))
            {
                _containers[name] = figures = new Figures();
            }
        }

        Set(figures, metric, rest.Trim());
    }

    private void Set(Figures figures, ReadOnlySpan<char> metric, ReadOnlySpan<char> value)
    {
        var space = value.IndexOf(' ');
        var time = now;
        if (space >= 0)
        {
            if (long.TryParse(value[(space + 1)..], CultureInfo.InvariantCulture, out var milliseconds))
            {
                time = DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
            }

            value = value[..space];
        }

        if (!double.TryParse(value, CultureInfo.InvariantCulture, out var number) || !double.IsFinite(number))
        {
            return;
        }

        switch (metric)
        {
            case "node_cpu_usage_seconds_total" or "container_cpu_usage_seconds_total":
                (figures.CpuSeconds, figures.Time) = (number, time);
                break;
            case "node_memory_working_set_bytes" or "container_memory_working_set_bytes":
                figures.MemoryBytes = (long)number;
                break;
            case "container_start_time_seconds":
                figures.Start = DateTimeOffset.FromUnixTimeMilliseconds((long)(number * 1000));
                break;
        }
    }

    /// <summary>Reads the labels, and leaves what is behind them.</summary>
    private static bool TryName(ref ReadOnlySpan<char> rest, out ContainerName name)
    {
        var (container, ns, pod) = ("", "", "");
        name = default;
        rest = rest[1..];
        while (!rest.IsEmpty && rest[0] != '}')
        {
            var equals = rest.IndexOf('=');
            if (equals < 0 || equals + 1 >= rest.Length || rest[equals + 1] != '"')
            {
                return false;
            }

            var label = rest[..equals].Trim(", ");
            rest = rest[(equals + 2)..];
            if (Value(ref rest) is not { } value)
            {
                return false;
            }

            switch (label)
            {
                case "container":
                    container = value;
                    break;
                case "namespace":
                    ns = value;
                    break;
                case "pod":
                    pod = value;
                    break;
            }
        }

        if (rest.IsEmpty)
        {
            return false;
        }

        rest = rest[1..];
        name = new ContainerName(ns, pod, container);
        return true;
    }

    /// <summary>Reads up to the closing quote.</summary>
    private static string? Value(ref ReadOnlySpan<char> rest)
    {
        var end = rest.IndexOfAny('"', '\\');
        if (end >= 0 && rest[end] == '"')
        {
            var plain = rest[..end].ToString();
            rest = rest[(end + 1)..];
            return plain;
        }

        var text = new StringBuilder();
        for (var i = 0; i < rest.Length; i++)
        {
            if (rest[i] == '"')
            {
                rest = rest[(i + 1)..];
                return text.ToString();
            }

            if (rest[i] == '\\' && i + 1 < rest.Length)
            {
                i++;
                text.Append(rest[i] == 'n' ? '\n' : rest[i]);
            }
            else
            {
                text.Append(rest[i]);
            }
        }

        return null;
    }

    private sealed class Figures
    {
        public double? CpuSeconds { get; set; }

        public DateTimeOffset Time { get; set; }

        public long? MemoryBytes { get; set; }

        public DateTimeOffset? Start { get; set; }

        public ResourcePoint? ToPoint() =>
            CpuSeconds is { } cpu && MemoryBytes is { } memory ? new ResourcePoint(Time, cpu, memory, Start) : null;
    }
}
