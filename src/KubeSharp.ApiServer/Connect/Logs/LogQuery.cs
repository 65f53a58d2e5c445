using System.Globalization;
using System.Text;
using KubeSharp.Api;
using KubeSharp.Api.Meta.V1;
using Microsoft.AspNetCore.Http;

namespace KubeSharp.ApiServer.Connect.Logs;

/// <summary>Validates PodLogOptions and writes them for the kubelet.</summary>
internal static class LogQuery
{
    private const string All = "All";
    private const string ForbiddenField = "FieldValueForbidden";

    /// <exception cref="ApiException">400 for what cannot be read, 422 for what makes no sense.</exception>
    public static string ForKubelet(IQueryCollection query, string podName)
    {
        var causes = new List<StatusCause>();
        var result = new StringBuilder();
        foreach (var flag in (string[])["follow", "previous", "timestamps"])
        {
            if (ConnectQuery.Flag(query, flag))
            {
                ConnectQuery.Add(result, flag, "true");
            }
        }

        var sinceSeconds = AddNumber(query, "sinceSeconds", 1, "must be greater than 0", result, causes);
        AddSinceTime(query, sinceSeconds is not null, result, causes);
        var tail = AddNumber(query, "tailLines", 0, "must be greater than or equal to 0", result, causes);
        AddNumber(query, "limitBytes", 1, "must be greater than 0", result, causes);
        AddStream(query, tail is not null, result, causes);
        return causes.Count == 0 ? result.ToString() : throw ApiErrors.Invalid("", "PodLogOptions", podName, [.. causes]);
    }

    private static long? AddNumber(IQueryCollection query, string name, long least, string rule, StringBuilder result, List<StatusCause> causes)
    {
        if (ConnectQuery.Number(query, name) is not { } number)
        {
            return null;
        }

        if (number < least)
        {
            causes.Add(Invalid(name, $"Invalid value: {number}: {rule}"));
        }

        ConnectQuery.Add(result, name, number.ToString(CultureInfo.InvariantCulture));
        return number;
    }

    private static void AddSinceTime(IQueryCollection query, bool hasSeconds, StringBuilder result, List<StatusCause> causes)
    {
        var text = ConnectQuery.First(query, "sinceTime");
        if (text.Length == 0)
        {
            return;
        }

        if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
        {
            throw ApiErrors.BadRequest($"parsing time \"{text}\" as \"2006-01-02T15:04:05Z07:00\": cannot parse \"{text}\" as \"2006\"");
        }

        if (hasSeconds)
        {
            causes.Add(new StatusCause { Type = ForbiddenField, Field = "[]", Message = "Forbidden: at most one of `sinceTime` or `sinceSeconds` may be specified" });
        }

        ConnectQuery.Add(result, "sinceTime", time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture));
    }

    private static void AddStream(IQueryCollection query, bool hasTail, StringBuilder result, List<StatusCause> causes)
    {
        var stream = ConnectQuery.First(query, "stream");
        switch (stream)
        {
            case "" or All:
                return;
            case "Stdout" or "Stderr" when hasTail:
                causes.Add(new StatusCause
                {
                    Type = ForbiddenField,
                    Message = "Forbidden: `tailLines` and specific `stream` are mutually exclusive for now",
                });
                return;
            case "Stdout" or "Stderr":
                ConnectQuery.Add(result, "stream", stream);
                return;
            default:
                causes.Add(new StatusCause
                {
                    Type = CauseType.FieldValueNotSupported,
                    Field = "stream",
                    Message = $"Unsupported value: \"{stream}\": supported values: \"All\", \"Stderr\", \"Stdout\"",
                });
                return;
        }
    }

    private static StatusCause Invalid(string field, string message) => new() { Type = CauseType.FieldValueInvalid, Field = field, Message = message };
}
