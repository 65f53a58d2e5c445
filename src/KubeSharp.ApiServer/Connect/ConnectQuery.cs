using System.Globalization;
using System.Text;
using KubeSharp.Api;
using Microsoft.AspNetCore.Http;

namespace KubeSharp.ApiServer.Connect;

/// <summary>Reads and writes query parameters by the rules of upstream's options.</summary>
internal static class ConnectQuery
{
    /// <summary>A flag: present and neither "false" nor "0".</summary>
    public static bool Flag(IQueryCollection query, string name) =>
        query.TryGetValue(name, out var values) && values.Count > 0 && !string.Equals(values[0], "false", StringComparison.OrdinalIgnoreCase) && values[0] != "0";

    /// <summary>The first value of a parameter; kubectl says some of them twice. "" where it is missing.</summary>
    public static string First(IQueryCollection query, string name) =>
        query.TryGetValue(name, out var values) && values.Count > 0 ? values[0] ?? "" : "";

    /// <returns>Null where the parameter is missing.</returns>
    /// <exception cref="ApiException">400: it is no number.</exception>
    public static long? Number(IQueryCollection query, string name)
    {
        var text = First(query, name);
        if (text.Length == 0)
        {
            return null;
        }

        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw ApiErrors.BadRequest($"strconv.ParseInt: parsing \"{text}\": invalid syntax");
    }

    /// <summary>Appends NAME=VALUE, escaped.</summary>
    public static void Add(StringBuilder query, string name, string value)
    {
        query.Append(query.Length == 0 ? '?' : '&').Append(name).Append('=').Append(Uri.EscapeDataString(value));
    }
}
