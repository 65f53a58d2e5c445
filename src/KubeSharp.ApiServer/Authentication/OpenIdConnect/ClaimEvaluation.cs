using KubeSharp.Api;
using KubeSharp.Api.Documents;
using KubeSharp.ApiServer.Authentication.Tokens;
using KubeSharp.Cel;
using KubeSharp.Cel.Documents;
using KubeSharp.Cel.Values;

namespace KubeSharp.ApiServer.Authentication.OpenIdConnect;

/// <summary>Evaluates the expressions of an issuer on the claims of one token.</summary>
internal sealed class ClaimEvaluation(ClaimExpressions expressions, DocNode claims)
{
    private readonly CelValue _claims = DocValues.Of(claims);

    /// <exception cref="InvalidTokenException">The expression fails or gives no name.</exception>
    public string Username(CelProgram program)
    {
        var value = Evaluate(program, "username claim");
        return value.Kind == CelKind.String && value.AsString.Length > 0
            ? value.AsString
            : throw Failure("username claim", value.Kind == CelKind.String
                ? "username claim expression must return a non-empty string"
                : "username claim expression must return a string");
    }

    /// <exception cref="InvalidTokenException">The expression fails or gives no text.</exception>
    public string Uid(CelProgram program)
    {
        var value = Evaluate(program, "uid claim");
        return value.Kind == CelKind.String ? value.AsString : throw Failure("uid claim", "uid claim expression must return a string");
    }

    /// <exception cref="InvalidTokenException">The expression fails or gives something else than texts.</exception>
    public IReadOnlyList<string> Groups(CelProgram program) => Texts(Evaluate(program, "group claim"), "group claim");

    /// <summary>Keys whose expression gives nothing are left out.</summary>
    /// <exception cref="InvalidTokenException">An expression fails or gives something else than texts.</exception>
    public ApiMap<ApiList<string>> Extra()
    {
        var extra = default(ApiMap<ApiList<string>>);
        foreach (var (key, program) in expressions.Extra)
        {
            if (Texts(Evaluate(program, "extra claim"), "extra claim") is { Count: > 0 } texts)
            {
                extra = extra.Set(key, [.. texts]);
            }
        }

        return extra;
    }

    /// <exception cref="InvalidTokenException">A rule about the claims does not hold.</exception>
    public void CheckClaims() => Check(expressions.ClaimRules, _claims, "error evaluating claim validation expression");

    /// <exception cref="InvalidTokenException">A rule about the user does not hold.</exception>
    public void CheckUser(UserInfo user)
    {
        if (expressions.UserRules.Count > 0)
        {
            Check(expressions.UserRules, DocValues.Of(UserExpressions.Of(user)), "error evaluating user info validation rule");
        }
    }

    private static void Check(IReadOnlyList<ClaimRule> rules, CelValue variable, string what)
    {
        foreach (var (program, message) in rules)
        {
            var value = program.Evaluate([variable]).Value;
            if (value.IsError)
            {
                throw new InvalidTokenException($"oidc: {what}: expression '{program.Text}' resulted in error: {value}");
            }

            if (!value.IsTrue)
            {
                throw new InvalidTokenException($"oidc: {what}: validation expression '{program.Text}' failed{(message.Length > 0 ? ": " + message : "")}");
            }
        }
    }

    private static List<string> Texts(in CelValue value, string what)
    {
        switch (value.Kind)
        {
            case CelKind.Null:
                return [];
            case CelKind.String:
                return value.AsString.Length > 0 ? [value.AsString] : [];
            case CelKind.List:
                var texts = new List<string>();
                foreach (var item in value.AsList.ToArray())
                {
                    texts.Add(item.Kind == CelKind.String ? item.AsString : throw Failure(what, "expression must return a string or a list of strings"));
                }

                return texts;
            default:
                throw Failure(what, "expression must return a string or a list of strings");
        }
    }

    private static InvalidTokenException Failure(string what, string problem) => new($"oidc: error evaluating {what} expression: {problem}");

    private CelValue Evaluate(CelProgram program, string what)
    {
        var value = program.Evaluate([_claims]).Value;
        return value.IsError ? throw Failure(what, $"expression '{program.Text}' resulted in error: {value}") : value;
    }
}
