using System.Globalization;
using System.Text;
using KubeSharp.Api.Core.V1;

namespace KubeSharp.Controllers.Workloads.Jobs;

/// <summary>Sets of completion indexes, as status writes them: <c>1,3-5,7</c>.</summary>
internal static class CompletionIndexes
{
    public const string Annotation = "batch.kubernetes.io/job-completion-index";

    /// <summary>The indexes in the text that are below <paramref name="completions"/>. What cannot be read is left out.</summary>
    public static SortedSet<int> Parse(string text, int completions)
    {
        SortedSet<int> indexes = [];
        foreach (var part in text.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            var dash = part.IndexOf('-', StringComparison.Ordinal);
            if (TryParse(dash < 0 ? part : part[..dash], out var first) && TryParse(dash < 0 ? part : part[(dash + 1)..], out var last))
            {
                for (var i = first; i <= Math.Min(last, completions - 1); i++)
                {
                    indexes.Add(i);
                }
            }
        }

        return indexes;
    }

    /// <summary>Runs of three and more (and of two) become ranges, as upstream has them.</summary>
    public static string Format(SortedSet<int> indexes)
    {
        var text = new StringBuilder();
        int? start = null;
        var previous = -1;
        foreach (var index in indexes)
        {
            if (start is not null && index != previous + 1)
            {
                Append(text, start.Value, previous);
                start = null;
            }

            start ??= index;
            previous = index;
        }

        if (start is { } first)
        {
            Append(text, first, previous);
        }

        return text.ToString();
    }

    /// <summary>The index that a pod was made for; -1 if it has none.</summary>
    public static int Of(Pod pod) => TryParse(pod.Metadata.Annotations.GetValueOrDefault(Annotation, ""), out var index) ? index : -1;

    private static bool TryParse(string text, out int index) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out index);

    private static void Append(StringBuilder text, int first, int last)
    {
        if (text.Length > 0)
        {
            text.Append(',');
        }

        text.Append(CultureInfo.InvariantCulture, $"{first}");
        if (last > first)
        {
            text.Append(last == first + 1 ? ',' : '-').Append(CultureInfo.InvariantCulture, $"{last}");
        }
    }
}
