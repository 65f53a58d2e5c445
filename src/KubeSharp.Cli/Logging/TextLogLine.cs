using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging;

namespace KubeSharp.Cli.Logging;

/// <summary>klog's form: <c>I1130 19:58:40.123456    1234 Component] message</c>.</summary>
internal static class TextLogLine
{
    private const int ProcessIdWidth = 7;

    private static readonly string ProcessId = Environment.ProcessId.ToString(CultureInfo.InvariantCulture).PadLeft(ProcessIdWidth);

    public static string Format(in LogEntry entry)
    {
        var line = new StringBuilder(160);
        line.Append(Letter(entry.Level))
            .Append(entry.At.ToString("MMdd HH:mm:ss.ffffff", CultureInfo.InvariantCulture))
            .Append(' ').Append(ProcessId).Append(' ')
            .Append(entry.Component).Append("] ").Append(entry.Message);
        if (entry.Error is not null)
        {
            line.Append(" err=\"").Append(entry.Error).Append('"');
        }

        return line.Replace("\r", "").Replace("\n", "\\n").ToString();
    }

    private static char Letter(LogLevel level) => level switch
    {
        LogLevel.Critical => 'F',
        LogLevel.Error => 'E',
        LogLevel.Warning => 'W',
        _ => 'I',
    };
}
