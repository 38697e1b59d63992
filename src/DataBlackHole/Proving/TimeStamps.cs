using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using DataBlackHole.Core.Evidence;
using DataBlackHole.Storage;

namespace DataBlackHole.Proving;

/// <summary>What a time stamp proves.</summary>
/// <param name="At">The time the authority put on the checkpoint.</param>
/// <param name="Problem">Why it proves nothing; null when it holds.</param>
public sealed record StampReading(DateTimeOffset? At, string? Problem);

/// <summary>Time stamps of checkpoints (RFC 3161): asked of an authority, and checked without it.</summary>
public static class TimeStamps
{
    private const string TimeStamping = "1.3.6.1.5.5.7.3.8";
    private const int NonceLength = 8;

    /// <summary>Asks for a time stamp of a note.</summary>
    /// <exception cref="HttpRequestException">The authority was not reached or refused.</exception>
    /// <exception cref="CryptographicException">What it answered is no time stamp of the note.</exception>
    public static async Task<ReadOnlyMemory<byte>> AskAsync(HttpClient http, Uri authority, string note, CancellationToken stopping)
    {
        var nonce = RandomNumberGenerator.GetBytes(NonceLength);
        var request = Rfc3161TimestampRequest.CreateFromData(Encoding.UTF8.GetBytes(note), HashAlgorithmName.SHA256, nonce: nonce, requestSignerCertificates: true);
        using var content = new ByteArrayContent(request.Encode());
        content.Headers.ContentType = new MediaTypeHeaderValue("application/timestamp-query");
        using var answer = await http.PostAsync(authority, content, stopping);
        answer.EnsureSuccessStatusCode();
        var token = request.ProcessResponse(await answer.Content.ReadAsByteArrayAsync(stopping), out _);
        return token.AsSignedCms().Encode();
    }

    /// <param name="stamp">The stamp.</param>
    /// <param name="note">The note it is said to be of.</param>
    /// <param name="roots">Certificates trusted to name authorities; null leaves the chain unchecked.</param>
    public static StampReading Read(CheckpointStamp stamp, string note, X509Certificate2Collection? roots)
    {
        if (ContentDigest.Of(stamp.Token.Span).Hex != stamp.TokenDigest) return new StampReading(null, "the stored token does not have its digest");
        if (!Rfc3161TimestampToken.TryDecode(stamp.Token, out var token, out _)) return new StampReading(null, "is no time stamp");
        try
        {
            if (!token.VerifySignatureForData(Encoding.UTF8.GetBytes(note), out var signer)) return new StampReading(null, "the stamp is not of this checkpoint, or its signature does not hold");
            var at = token.TokenInfo.Timestamp;
            return roots is null || IsTrusted(token, signer, roots, at) ? new StampReading(at, null) : new StampReading(at, $"no trusted root stands behind '{signer.Subject}'");
        }
        catch (CryptographicException exception)
        {
            return new StampReading(null, $"cannot be checked: {exception.Message}");
        }
    }

    /// <exception cref="SettingsException">The file cannot be read.</exception>
    public static X509Certificate2Collection? Roots(string? file)
    {
        if (file is null) return null;
        try
        {
            var roots = new X509Certificate2Collection();
            roots.ImportFromPemFile(file);
            return roots.Count > 0 ? roots : throw new SettingsException($"Evidence:StampRoots: '{file}' holds no certificate in PEM form");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new SettingsException($"Evidence:StampRoots: '{file}' cannot be read: {exception.Message}", exception);
        }
    }

    private static bool IsTrusted(Rfc3161TimestampToken token, X509Certificate2 signer, X509Certificate2Collection roots, DateTimeOffset at)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(roots);
        chain.ChainPolicy.ExtraStore.AddRange(token.AsSignedCms().Certificates);
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid(TimeStamping));
        // Offline by design: whether a certificate was revoked later does not change what it stamped then.
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.VerificationTime = at.UtcDateTime;
        return chain.Build(signer);
    }
}
