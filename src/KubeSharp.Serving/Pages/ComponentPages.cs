using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using KubeSharp.Serving.Logging;
using Microsoft.AspNetCore.Http;

namespace KubeSharp.Serving.Pages;

/// <summary>/statusz, /flagz, /debug/flags/v and /debug/pprof of any component, for people who look for what is wrong.</summary>
public sealed class ComponentPages
{
    public const string Status = "/statusz";
    public const string Flags = "/flagz";
    public const string Verbosity = "/debug/flags/v";
    public const string Profiles = "/debug/pprof";

    private const string Warning =
        "Warning: This endpoint is not meant to be machine parseable, has no formatting compatibility guarantees and is for debugging purposes only.";

    private static readonly JsonWriterOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ComponentInfo _info;
    private readonly LogVerbosity? _verbosity;
    private readonly Func<IEnumerable<string>> _paths;
    private readonly TimeProvider _time;
    private readonly DateTimeOffset _started;

    /// <param name="info">What is told.</param>
    /// <param name="verbosity">How much is logged; null if that cannot be changed.</param>
    /// <param name="paths">All that the component serves.</param>
    /// <param name="time">The clock.</param>
    public ComponentPages(ComponentInfo info, LogVerbosity? verbosity, Func<IEnumerable<string>> paths, TimeProvider time)
    {
        (_info, _verbosity, _paths, _time) = (info, verbosity, paths, time);
        _started = time.GetUtcNow();
    }

    /// <summary>Answers for one of the paths above, or one below the last of them.</summary>
    public Task AnswerAsync(HttpContext http, string path, CancellationToken cancellationToken) => path switch
    {
        Status => PageAsync(http, "Statusz", StatusText, WriteStatus, cancellationToken),
        Flags => PageAsync(http, "Flagz", FlagsText, WriteFlags, cancellationToken),
        Verbosity => SetVerbosityAsync(http, cancellationToken),
        _ => ProfileAsync(http, path, cancellationToken),
    };

    private async Task PageAsync(HttpContext http, string kind, Func<string> text, Action<Utf8JsonWriter> write, CancellationToken cancellationToken)
    {
        switch (PageNegotiation.Of(http.Request.Headers.Accept.ToString(), kind))
        {
            case PageFormat.Text:
                await PlainResponse.TextAsync(http, StatusCodes.Status200OK, text(), cancellationToken).ConfigureAwait(false);
                break;
            case PageFormat.Json:
                await PlainResponse.BytesAsync(http, StatusCodes.Status200OK, PlainResponse.Json, Encode(kind, write), cancellationToken).ConfigureAwait(false);
                break;
            default:
                await PlainResponse.TextAsync(
                    http, StatusCodes.Status406NotAcceptable,
                    $"only the following media types are accepted: text/plain, application/json;g=config.k8s.io;v=v1beta1;as={kind}\n", cancellationToken)
                    .ConfigureAwait(false);
                break;
        }
    }

    private ReadOnlyMemory<byte> Encode(string kind, Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer, Json);
        writer.WriteStartObject();
        writer.WriteString("kind", kind);
        writer.WriteString("apiVersion", "config.k8s.io/v1beta1");
        writer.WriteStartObject("metadata");
        writer.WriteString("name", _info.Name);
        writer.WriteEndObject();
        write(writer);
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenMemory;
    }

    private string StatusText()
    {
        var up = _time.GetUtcNow() - _started;
        return new StringBuilder("\n").Append(_info.Name).Append(" statusz\n").Append(Warning).Append("\n\n")
            .Append(CultureInfo.InvariantCulture, $"Started: {_started.UtcDateTime:ddd MMM d HH:mm:ss 'UTC' yyyy}\n")
            .Append(CultureInfo.InvariantCulture, $"Up: {(int)up.TotalHours} hr {up.Minutes:00} min {up.Seconds:00} sec\n")
            .Append(CultureInfo.InvariantCulture, $"Go version: {_info.Build.Runtime}\n")
            .Append(CultureInfo.InvariantCulture, $"Binary version: {_info.Build.GitVersion}\n")
            .Append(CultureInfo.InvariantCulture, $"Emulation version: {_info.Build.Major}.{_info.Build.Minor}\n")
            .Append("Paths: ").AppendJoin(' ', Paths()).Append('\n')
            .ToString();
    }

    private void WriteStatus(Utf8JsonWriter writer)
    {
        writer.WriteString("startTime", _started.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        writer.WriteNumber("uptimeSeconds", (long)(_time.GetUtcNow() - _started).TotalSeconds);
        writer.WriteString("goVersion", _info.Build.Runtime);
        writer.WriteString("binaryVersion", _info.Build.GitVersion);
        writer.WriteString("emulationVersion", $"{_info.Build.Major}.{_info.Build.Minor}");
        writer.WriteStartArray("paths");
        foreach (var path in Paths())
        {
            writer.WriteStringValue(path);
        }

        writer.WriteEndArray();
    }

    private IEnumerable<string> Paths() => _paths().Distinct().Order(StringComparer.Ordinal);

    private string FlagsText()
    {
        var text = new StringBuilder("\n").Append(_info.Name).Append(" flagz\n").Append(Warning).Append("\n\n");
        foreach (var (name, value) in _info.Flags.OrderBy(static flag => flag.Key, StringComparer.Ordinal))
        {
            text.Append(name).Append('=').Append(value).Append('\n');
        }

        return text.ToString();
    }

    private void WriteFlags(Utf8JsonWriter writer)
    {
        writer.WriteStartObject("flags");
        foreach (var (name, value) in _info.Flags.OrderBy(static flag => flag.Key, StringComparer.Ordinal))
        {
            writer.WriteString(name, value);
        }

        writer.WriteEndObject();
    }

    private async Task SetVerbosityAsync(HttpContext http, CancellationToken cancellationToken)
    {
        const int longestNumber = 11;
        if (_verbosity is null || !HttpMethods.IsPut(http.Request.Method))
        {
            await PlainResponse.TextAsync(http, StatusCodes.Status406NotAcceptable, "unsupported http method", cancellationToken).ConfigureAwait(false);
            return;
        }

        var buffer = new byte[longestNumber];
        var length = await http.Request.Body.ReadAtLeastAsync(buffer, longestNumber, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        var text = Encoding.UTF8.GetString(buffer, 0, length);
        if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value))
        {
            await PlainResponse.TextAsync(
                http, StatusCodes.Status400BadRequest,
                $"error setting klog: failed set klog.logging.verbosity {text}: strconv.ParseInt: parsing \"{text}\": invalid syntax", cancellationToken)
                .ConfigureAwait(false);
            return;
        }

        _verbosity.Value = value;
        await PlainResponse.TextAsync(http, StatusCodes.Status200OK, $"successfully set klog.logging.verbosity to {value}", cancellationToken)
            .ConfigureAwait(false);
    }

    /// <summary>The command line is what there is. Profiles in pprof's format cannot be had of .NET, and nothing else is called so here.</summary>
    private static Task ProfileAsync(HttpContext http, string path, CancellationToken cancellationToken) => path[Profiles.Length..].Trim('/') switch
    {
        "" => PlainResponse.TextAsync(http, StatusCodes.Status200OK, "/debug/pprof/\n\nProfiles available:\ncmdline\n", cancellationToken),
        "cmdline" => PlainResponse.TextAsync(
            http, StatusCodes.Status200OK, string.Join('\0', Environment.GetCommandLineArgs()), cancellationToken),
        "profile" or "trace" or "heap" or "goroutine" or "allocs" or "block" or "mutex" or "threadcreate" or "symbol" => PlainResponse.TextAsync(
            http, StatusCodes.Status501NotImplemented,
            "This program runs on .NET and has no profiles in the format of pprof. dotnet-trace, dotnet-counters and perf can look into it.\n",
            cancellationToken),
        _ => PlainResponse.TextAsync(http, StatusCodes.Status404NotFound, "Unknown profile\n", cancellationToken),
    };
}
