namespace KubeSharp.ApiServer.Admission;

/// <summary>A plugin of the admission chain; it implements one or both of the two interfaces below.</summary>
public interface IAdmissionPlugin
{
    /// <summary>Upstream's name of the plugin, as in --enable-admission-plugins.</summary>
    string Name { get; }

    bool Handles(AdmissionOperation operation);

    /// <summary>Mutates when all others have, and is not run again when one of them asks for it: it looks at the outcome.</summary>
    bool RunsOnce => false;
}

/// <summary>May change the object. Runs after defaulting, before validation. Rejects by throwing an ApiException (403 mostly).</summary>
public interface IMutatingAdmissionPlugin : IAdmissionPlugin
{
    ValueTask AdmitAsync(AdmissionContext context, CancellationToken cancellationToken);
}

/// <summary>Looks at the final, valid object. Rejects by throwing an ApiException (403 mostly).</summary>
public interface IValidatingAdmissionPlugin : IAdmissionPlugin
{
    ValueTask ValidateAsync(AdmissionContext context, CancellationToken cancellationToken);
}
