using KubeSharp.Api;

namespace KubeSharp.ApiServer.Admission;

/// <summary>Which webhooks or policies have to see a request again, because its object was changed after they had seen it.</summary>
internal sealed class ReinvocationState<T>
{
    private readonly HashSet<T> _invoked = [];
    private readonly HashSet<T> _required = [];

    /// <summary>The object as the plugin left it.</summary>
    public ApiKind? LastOutput { get; set; }

    public bool IsRequired(T subject) => _required.Contains(subject);

    /// <summary>One that wants to see changes has seen the object.</summary>
    public void Invoked(T subject) => _invoked.Add(subject);

    /// <summary>The object has changed: all that have seen it have to see it again.</summary>
    public void RequireAll()
    {
        _required.UnionWith(_invoked);
        _invoked.Clear();
    }

    /// <summary>At the start of a round: built-in plugins may have changed the object since the last one.</summary>
    public void Begin(AdmissionContext context)
    {
        if (context.Reinvocation.IsReinvocation && LastOutput is { } last && !Equals(last, context.Object))
        {
            RequireAll();
        }
    }
}
