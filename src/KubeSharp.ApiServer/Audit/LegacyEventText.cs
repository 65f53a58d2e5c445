using System.Globalization;
using System.Text;

namespace KubeSharp.ApiServer.Audit;

/// <summary>Events as lines of --audit-log-format=legacy, which tell of no bodies.</summary>
internal static class LegacyEventText
{
    private const string None = "<none>";

    public static byte[] Write(AuditEvent value)
    {
        var record = value.Record;
        var impersonated = record.ImpersonatedUser;
        var text = new StringBuilder(512)
            .Append(record.ReceivedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture)).Append(" AUDIT:");
        Add(text, "id", record.Id);
        Add(text, "stage", value.Stage.ToString());
        Add(text, "ip", record.Origin.SourceIPs.Count > 0 ? record.Origin.SourceIPs[0] : None);
        Add(text, "method", record.Info.Verb);
        Add(text, "user", OrNone(record.User.Name));
        Add(text, "groups", Quoted(record.User.Groups, None));
        Add(text, "as", impersonated is null ? "<self>" : impersonated.Name);
        Add(text, "asgroups", impersonated is null ? "<lookup>" : Quoted(impersonated.Groups, "<lookup>"));
        Add(text, "user-agent", record.Origin.UserAgent);
        Add(text, "namespace", OrNone(record.Target.Namespace));
        Add(text, "uri", record.Origin.RequestUri);
        Add(text, "response", value.Code == 0 ? "<deferred>" : value.Code.ToString(CultureInfo.InvariantCulture));
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static void Add(StringBuilder text, string name, string value) => text.Append(' ').Append(name).Append('=').Append(Quote(value));

    private static string OrNone(string value) => value.Length > 0 ? value : None;

    private static string Quoted(IReadOnlyList<string> values, string none) => values.Count == 0 ? none : string.Join(',', values.Select(Quote));

    private static string Quote(string value)
    {
        var quoted = new StringBuilder("\"", value.Length + 2);
        foreach (var letter in value)
        {
            _ = letter switch
            {
                '"' or '\\' => quoted.Append('\\').Append(letter),
                '\n' => quoted.Append("\\n"),
                '\r' => quoted.Append("\\r"),
                '\t' => quoted.Append("\\t"),
                < ' ' => quoted.Append("\\x").Append(((int)letter).ToString("x2", CultureInfo.InvariantCulture)),
                _ => quoted.Append(letter),
            };
        }

        return quoted.Append('"').ToString();
    }
}
