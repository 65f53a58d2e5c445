namespace KubeSharp.ApiServer.Audit.Policy;

/// <summary>What is recorded of which requests: the first rule that matches decides, and nothing is recorded where none does.</summary>
internal sealed class AuditPolicy(IReadOnlyList<AuditRule> rules)
{
    public AuditDecision Decide(in AuditSubject subject)
    {
        foreach (var rule in rules)
        {
            if (rule.Matches(subject))
            {
                return rule.Decision;
            }
        }

        return AuditDecision.Nothing;
    }
}
