namespace KubeSharp.Serving.Pages;

/// <summary>In which form /statusz and /flagz are wanted.</summary>
internal enum PageFormat
{
    Text,

    /// <summary>An object of config.k8s.io/v1beta1 as JSON.</summary>
    Json,

    /// <summary>None that there is.</summary>
    None,
}
