using System.Collections.Frozen;
using System.Text;
using KubeSharp.Api;

namespace KubeSharp.ApiServer.Authentication.Tokens;

/// <summary>--token-auth-file: lines of <c>token,user,uid,"group1,group2"</c>.</summary>
internal sealed class StaticTokenFile : ITokenAuthenticator
{
    private readonly FrozenDictionary<string, TokenResult> _users;

    private StaticTokenFile(Dictionary<string, TokenResult> users)
    {
        _users = users.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <exception cref="FormatException">A line has fewer than three columns, or no token.</exception>
    public static StaticTokenFile Parse(string text)
    {
        var users = new Dictionary<string, TokenResult>(StringComparer.Ordinal);
        var number = 0;
        foreach (var line in text.Split('\n'))
        {
            number++;
            var trimmed = line.Trim();
            if (trimmed.Length == 0 || trimmed[0] == '#')
            {
                continue;
            }

            var columns = SplitCsv(trimmed);
            if (columns.Count < 3 || columns[0].Length == 0)
            {
                throw new FormatException(
                    $"token file line {number}: must have at least 3 columns (token, user name, user uid), found {columns.Count}");
            }

            var groups = columns.Count > 3 ? columns[3].Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) : [];
            var user = new UserInfo { Name = columns[1], UID = columns[2], Groups = [.. groups, WellKnownUsers.AuthenticatedGroup] };
            users[columns[0]] = new TokenResult(user, []);
        }

        return new StaticTokenFile(users);
    }

    public ValueTask<TokenResult?> AuthenticateAsync(string token, IReadOnlyList<string> audiences, CancellationToken cancellationToken) =>
        ValueTask.FromResult(_users.GetValueOrDefault(token));

    private static List<string> SplitCsv(string line)
    {
        var columns = new List<string>();
        var column = new StringBuilder();
        var quoted = false;
        foreach (var c in line)
        {
            if (c == '"')
            {
                quoted = !quoted;
            }
            else if (c == ',' && !quoted)
            {
                columns.Add(column.ToString().Trim());
                column.Clear();
            }
            else
            {
                column.Append(c);
            }
        }

        columns.Add(column.ToString().Trim());
        return columns;
    }
}
