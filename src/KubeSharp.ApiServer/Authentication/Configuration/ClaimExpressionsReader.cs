using KubeSharp.ApiServer.Authentication.OpenIdConnect;
using KubeSharp.ApiServer.Configuration;
using KubeSharp.ApiServer.Resources;
using KubeSharp.Cel;
using KubeSharp.Cel.Types;

namespace KubeSharp.ApiServer.Authentication.Configuration;

/// <summary>Reads and checks what an issuer has as expressions, and that nothing is there both as a claim and as an expression.</summary>
internal static class ClaimExpressionsReader
{
    private const string Claims = "claims";

    /// <param name="issuer">An item of <c>jwt</c>.</param>
    /// <param name="mappings">Its claimMappings.</param>
    /// <returns>Null if there are none.</returns>
    /// <exception cref="ConfigurationException">They cannot be used.</exception>
    public static ClaimExpressions? Read(ConfigurationNode issuer, ConfigurationNode mappings)
    {
        var expressions = new ClaimExpressions
        {
            Username = ReadMapping(mappings, "username", isRequired: true),
            Groups = ReadMapping(mappings, "groups", isRequired: false),
            Uid = ReadMapping(mappings, "uid", isRequired: true),
            Extra = ReadExtra(mappings),
            ClaimRules = ReadClaimRules(issuer),
            UserRules = ReadUserRules(issuer),
        };
        CheckEmail(mappings, expressions);
        return expressions.IsEmpty ? null : expressions;
    }

    private static CelProgram? ReadMapping(ConfigurationNode mappings, string name, bool isRequired)
    {
        if (mappings.Child(name) is not { } node)
        {
            return null;
        }

        var (hasClaim, hasExpression) = (node.Text("claim").Length > 0, node.Text("expression").Length > 0);
        if (hasClaim && hasExpression)
        {
            throw mappings.Error(name, "Invalid value: \"\": claim and expression can't both be set");
        }

        if (!hasClaim && !hasExpression && isRequired)
        {
            throw mappings.Error(name, "Required value: claim or expression is required");
        }

        if (name != "uid" && node.Has("prefix") && hasExpression)
        {
            throw node.Error("prefix", $"Invalid value: \"{node.Text("prefix")}\": prefix can't be set when expression is set");
        }

        node.End();
        return hasExpression ? CelExpressions.Compile(node, "expression", ClaimExpressions.OfClaims) : null;
    }

    private static List<(string Key, CelProgram Value)> ReadExtra(ConfigurationNode mappings)
    {
        var extra = new List<(string Key, CelProgram Value)>();
        foreach (var node in mappings.Items("extra"))
        {
            var key = node.RequiredText("key");
            if (ExtraKeyChecks.Problem(key) is { } problem)
            {
                throw node.Error("key", $"Invalid value: {ErrorList.Quote(key)}: {problem}");
            }

            if (extra.Exists(other => other.Key == key))
            {
                throw node.Error("key", $"Duplicate value: {ErrorList.Quote(key)}");
            }

            extra.Add((key, CelExpressions.Compile(node, "valueExpression", ClaimExpressions.OfClaims)));
            node.End();
        }

        return extra;
    }

    private static List<ClaimRule> ReadClaimRules(ConfigurationNode issuer)
    {
        var rules = new List<ClaimRule>();
        var seen = new HashSet<string>();
        foreach (var node in issuer.Items("claimValidationRules"))
        {
            var (claim, required) = (node.Text("claim"), node.Text("requiredValue"));
            var (expression, message) = (node.Text("expression"), node.Text("message"));
            if (claim.Length > 0 && expression.Length > 0)
            {
                throw node.Error("", "Invalid value: \"\": claim and expression can't both be set");
            }

            if (claim.Length == 0 && expression.Length == 0)
            {
                throw node.Error("", "Required value: claim or expression is required");
            }

            if (claim.Length > 0 && message.Length > 0)
            {
                throw node.Error("message", $"Invalid value: {ErrorList.Quote(message)}: message can't be set when claim is set");
            }

            if (expression.Length > 0 && required.Length > 0)
            {
                throw node.Error("requiredValue", $"Invalid value: {ErrorList.Quote(required)}: requiredValue can't be set when expression is set");
            }

            if (!seen.Add(claim + expression))
            {
                throw node.Error(claim.Length > 0 ? "claim" : "expression", $"Duplicate value: {ErrorList.Quote(claim + expression)}");
            }

            node.End();
            if (expression.Length > 0)
            {
                rules.Add(new ClaimRule(CelExpressions.Compile(node, "expression", ClaimExpressions.OfClaims, CelType.Bool), message));
            }
        }

        return rules;
    }

    private static List<ClaimRule> ReadUserRules(ConfigurationNode issuer)
    {
        var rules = new List<ClaimRule>();
        foreach (var node in issuer.Items("userValidationRules"))
        {
            var rule = new ClaimRule(CelExpressions.Compile(node, "expression", ClaimExpressions.OfUser, CelType.Bool), node.Text("message"));
            if (rules.Exists(other => other.Program.Text == rule.Program.Text))
            {
                throw node.Error("expression", $"Duplicate value: {ErrorList.Quote(rule.Program.Text)}");
            }

            node.End();
            rules.Add(rule);
        }

        return rules;
    }

    /// <summary>Whoever takes an address for a name has to look whether the issuer has verified it.</summary>
    private static void CheckEmail(ConfigurationNode mappings, ClaimExpressions expressions)
    {
        if (expressions.Username is not { } username || !username.Selects(Claims, "email"))
        {
            return;
        }

        IEnumerable<CelProgram> places = [username, .. expressions.Extra.Select(extra => extra.Value), .. expressions.ClaimRules.Select(rule => rule.Program)];
        if (!places.Any(program => program.Selects(Claims, "email_verified")))
        {
            throw mappings.Error(
                "username.expression",
                $"Invalid value: {ErrorList.Quote(username.Text)}: claims.email_verified must be used in claimMappings.username.expression or "
                + "claimMappings.extra[*].valueExpression or claimValidationRules[*].expression when claims.email is used in claimMappings.username.expression");
        }
    }
}
