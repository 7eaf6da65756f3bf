using System.Net;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;

namespace Praxis.Web;

/// <summary>How often an address may ask without a known key; who has one is never kept out by others.</summary>
internal sealed class Denials : IDisposable
{
    /// <summary>Wrong or missing keys a minute for each address.</summary>
    internal const int MostPerMinute = 60;

    private readonly PartitionedRateLimiter<IPAddress> _limiter = PartitionedRateLimiter.Create<IPAddress, IPAddress>(
        static address => RateLimitPartition.GetFixedWindowLimiter(
            address,
            static _ => new FixedWindowRateLimiterOptions
            {
                PermitLimit = MostPerMinute,
                Window = TimeSpan.FromMinutes(1),
                QueueLimit = 0,
            }));

    /// <summary>Counts a denial; false when there were too many.</summary>
    public bool Count(HttpContext context)
    {
        using RateLimitLease lease = _limiter.AttemptAcquire(context.Connection.RemoteIpAddress ?? IPAddress.None);
        if (!lease.IsAcquired)
        {
            context.Response.Headers.RetryAfter = "60";
        }

        return lease.IsAcquired;
    }

    /// <inheritdoc/>
    public void Dispose() => _limiter.Dispose();
}
