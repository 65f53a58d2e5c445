using System.Text;
using KubeSharp.Api.Documents;

namespace KubeSharp.ApiServer.Admission.Policies;

/// <summary>What policies have to say in the audit event of one request: their own annotations, and the validations that did not hold.</summary>
internal sealed class PolicyAnnotations(AdmissionContext context)
{
    private const string FailureKey = "validation.policy.admission.k8s.io/validation_failure";
    private const int MaxBytes = 10 * 1024;

    private readonly SortedDictionary<string, List<string>> _values = new(StringComparer.Ordinal);

    /// <param name="policy">The policy's name.</param>
    /// <param name="key">The annotation's key within the policy.</param>
    /// <param name="value">What one binding or parameter says; each value is told once.</param>
    public void Add(string policy, string key, string value)
    {
        var name = policy + "/" + key;
        if (!_values.TryGetValue(name, out var values))
        {
            _values[name] = values = [];
        }

        if (Shortened(value) is var text && !values.Contains(text))
        {
            values.Add(text);
        }
    }

    /// <summary>A validation that does not hold, where the binding wants it audited.</summary>
    public void Failed(PolicyBinding binding, PolicyDecision decision)
    {
        if (context.Request.IsAudited)
        {
            context.Request.Annotate(FailureKey, new DocArray(
            [
                new DocObject
                {
                    { "message", new DocScalar(decision.Message) },
                    { "policy", new DocScalar(binding.Policy) },
                    { "binding", new DocScalar(binding.Name) },
                    { "expressionIndex", DocScalar.Of(decision.Index) },
                    { "validationActions", new DocArray(binding.Actions.Select(action => new DocScalar(action))) },
                },
            ]).ToString());
        }
    }

    public void Publish()
    {
        foreach (var (key, values) in _values)
        {
            context.Request.Annotate(key, string.Join(", ", values));
        }
    }

    private static string Shortened(string value)
    {
        var bytes = Encoding.UTF8.GetBytes(value);
        return bytes.Length <= MaxBytes ? value : Encoding.UTF8.GetString(bytes, 0, MaxBytes);
    }
}
