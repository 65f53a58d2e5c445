using System.Globalization;

namespace KubeSharp.Kubelet.Stats.Proc;

/// <summary>What /proc/meminfo tells, in bytes.</summary>
internal readonly record struct MemInfo(long Total, long Free, long InactiveFile, long Anonymous)
{
    public long Usage => Total - Free;

    public long WorkingSet => Math.Max(Usage - InactiveFile, 0);

    public long Available => Math.Max(Total - WorkingSet, 0);

    public static MemInfo Parse(string text)
    {
        var values = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var line in text.Split('\n'))
        {
            var fields = line.Split([':', ' '], StringSplitOptions.RemoveEmptyEntries);
            if (fields.Length >= 2 && long.TryParse(fields[1], NumberStyles.None, CultureInfo.InvariantCulture, out var kibibytes))
            {
                values[fields[0]] = kibibytes * 1024;
            }
        }

        return new MemInfo(
            values.GetValueOrDefault("MemTotal"),
            values.GetValueOrDefault("MemFree"),
            values.GetValueOrDefault("Inactive(file)"),
            values.GetValueOrDefault("AnonPages"));
    }
}
