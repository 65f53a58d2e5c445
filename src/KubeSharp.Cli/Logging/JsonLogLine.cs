using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace KubeSharp.Cli.Logging;

/// <summary>The form of --logging-format=json: ts in milliseconds of Unix time, v for the verbosity of notices, err for errors.</summary>
internal static class JsonLogLine
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Format(in LogEntry entry)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using var writer = new Utf8JsonWriter(buffer, Options);
        writer.WriteStartObject();
        writer.WriteNumber("ts", (entry.At - DateTimeOffset.UnixEpoch).TotalMilliseconds);
        writer.WriteString("caller", entry.Component);
        writer.WriteString("msg", entry.Message);
        if (entry.Level < LogLevel.Warning)
        {
            writer.WriteNumber("v", entry.Level == LogLevel.Information ? 0 : 4);
        }

        if (entry.Error is not null)
        {
            writer.WriteString("err", entry.Error.ToString());
        }

        writer.WriteEndObject();
        writer.Flush();
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
